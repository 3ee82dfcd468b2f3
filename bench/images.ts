/**
 * Pictures: how well their questions are understood and their text is read, what they cost before and after for each model,
 * and how long that takes. `node bench/images.ts [--only router|reading|tokens|speed] [--ocr DIR]`; DIR holds pictures and
 * a truth.json with the text of each by name. Exits with 1 when a promise is broken. Times are of a busy machine or an idle
 * one: say which when you quote them.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Broken } from './images/report.ts';
import { reportReading } from './images/reportReading.ts';
import { reportSpeed } from './images/reportSpeed.ts';
import { reportTokens } from './images/reportTokens.ts';

const { values } = parseArgs({ options: { ocr: { type: 'string' }, only: { type: 'string' } } });

const parts: Readonly<Record<string, () => Promise<Broken>>> = {
  router: async () => reportRouter(),
  reading: () => reportReading(values.ocr),
  tokens: reportTokens,
  speed: reportSpeed,
};

const { only } = values;
if (only !== undefined && !(only in parts)) {
  console.error(`There is no part "${only}". Give one of ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const broken: string[] = [];
for (const [name, report] of Object.entries(parts)) {
  if (only === undefined || only === name) broken.push(...(await report()));
}
for (const promise of broken) console.error(`BROKEN: ${promise}`);
process.exit(broken.length > 0 ? 1 : 0);

/** A bench of its own, with more to ask. */
function reportRouter(): Broken {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'router.ts')], { stdio: 'inherit' });
  console.log('');
  return status === 0 ? [] : [`the router's bench ended with ${status}`];
}

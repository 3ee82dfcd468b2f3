import { say } from '../../shared/sentences/say.ts';
import type { LocalDetector } from './finding.ts';
import { lineOf } from './lineOf.ts';

/** Long enough to exclude hashes (128 hex digits) and long identifiers. */
const run = /[A-Za-z0-9+/_-]{200,}={0,2}/g;

/** Base64 that a model cannot read: runs of its alphabet that mix upper case, lower case and digits. */
export const findBase64: LocalDetector = (text, counter) => {
  const runs = [...text.matchAll(run)].filter(
    ([encoded]) => /[A-Z]/.test(encoded) && /[a-z]/.test(encoded) && /\d/.test(encoded),
  );
  const first = runs[0];
  if (first === undefined) return undefined;
  const chars = runs.reduce((sum, [encoded]) => sum + encoded.length, 0);
  const tokens = runs.reduce((sum, [encoded]) => sum + counter.count(encoded), 0);
  return { category: 'base64', tokens, line: lineOf(text, first.index), what: say('what.base64', { n: chars }) };
};

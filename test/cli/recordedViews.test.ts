import { afterEach, expect, it } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { withRecordedViews } from '../../src/cli/recordedViews.ts';
import { retrieve } from '../../src/cli/retrieve.ts';
import { stats } from '../../src/cli/stats.ts';
import { ask, EngineLab } from '../process/engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

function terminalIn(home: string): Terminal & { readonly printed: () => string } {
  let text = '';
  return {
    input: process.stdin,
    print: more => {
      text += more;
    },
    printBytes: () => {},
    warn: () => {},
    environment: { HEADROOM_HOME: home },
    printed: () => text,
  };
}

it('asks a running engine, whose store may lie anywhere', async () => {
  const home = await lab.home();
  const elsewhere = await lab.home();
  const engine = await lab.engine(home, '--store', `sqlite:///${elsewhere}/other.db`);
  const rows = JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));
  const posted = { messages: [{ role: 'tool', content: rows }], model: 'gpt-4o' };
  const { receipts } = JSON.parse(await (await ask(engine, '/v1/compress', posted)).text());
  const terminal = terminalIn(home);

  await retrieve.run([receipts[0].handle], terminal);
  const { originals } = await withRecordedViews(undefined, terminal, views => views.stats());
  const report = await withRecordedViews(undefined, terminal, views => views.report({}));

  expect(terminal.printed()).toBe(rows);
  expect(originals).toBe(1);
  expect(report).toMatchObject({ title: 'All conversations', requests: 0 });
});

it('reads the store of the home folder when no engine runs', async () => {
  const terminal = terminalIn(await lab.home());

  await stats.run(['--json'], terminal);

  expect(JSON.parse(terminal.printed())).toMatchObject({ totalRequests: 0, originals: 0 });
});

import { expect, it } from 'vitest';
import { runAgent } from '../../src/process/runAgent.ts';

const run = (script: string) =>
  runAgent({ program: process.execPath, args: ['-e', script], environment: { ...process.env, ASKED: 'yes' } });

it('passes the environment and the exit code', async () => {
  expect(await run('process.exit(process.env.ASKED === "yes" ? 5 : 1)')).toBe(5);
});

it.skipIf(process.platform === 'win32')('tells which signal ended the agent, as shells do', async () => {
  expect(await run('process.kill(process.pid, "SIGKILL")')).toBe(137);
});

it('says what to do when the program is not there', async () => {
  const missing = runAgent({ program: 'no-such-agent-here', args: [], environment: process.env });

  await expect(missing).rejects.toThrow('no-such-agent-here cannot be started. Install it, or put it on the PATH.');
});

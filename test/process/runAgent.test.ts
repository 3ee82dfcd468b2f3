import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { AgentSignals } from '../../src/process/agentSignals.ts';
import { type AgentRun, runAgent } from '../../src/process/runAgent.ts';

function run(script: string, more: Partial<AgentRun> = {}): Promise<number> {
  return runAgent({
    program: process.execPath,
    args: ['-e', script],
    environment: { ...process.env, ASKED: 'yes' },
    signals: new AgentSignals({ process: new EventEmitter(), interruptsAgent: false }),
    ...more,
  });
}

it('passes the environment and the exit code', async () => {
  expect(await run('process.exit(process.env.ASKED === "yes" ? 5 : 1)')).toBe(5);
});

it.skipIf(process.platform === 'win32')('tells which signal ended the agent, as shells do', async () => {
  expect(await run('process.kill(process.pid, "SIGKILL")')).toBe(137);
});

it('says what to do when the program is not there', async () => {
  const missing = run('', { program: 'no-such-agent-here' });

  await expect(missing).rejects.toThrow('no-such-agent-here cannot be started. Install it, or put it on the PATH.');
});

it('does not start an agent after a signal that asked for the end', async () => {
  const source = new EventEmitter();
  const signals = new AgentSignals({ process: source, interruptsAgent: false });

  source.emit('SIGTERM', 'SIGTERM');

  expect(await run('process.exit(5)', { signals })).toBe(143);
});

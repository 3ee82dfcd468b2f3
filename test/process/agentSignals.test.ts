import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { AgentSignals, exitCodeAfter } from '../../src/process/agentSignals.ts';

class FakeAgent {
  readonly got: unknown[] = [];

  kill(signal?: unknown): boolean {
    this.got.push(signal);
    return true;
  }
}

function receive(interruptsAgent: boolean) {
  const source = new EventEmitter();
  const signals = new AgentSignals({ process: source, interruptsAgent });
  const send = (...names: readonly string[]): void => {
    for (const name of names) source.emit(name, name);
  };
  return { source, signals, send, agent: new FakeAgent() };
}

it('remembers the first signal that came before the agent', () => {
  const { signals, send, agent } = receive(true);

  send('SIGINT', 'SIGTERM');
  signals.passTo(agent);
  send('SIGTERM');

  expect([signals.early, agent.got]).toEqual(['SIGINT', ['SIGTERM']]);
});

it.each([
  ['but for Ctrl-C, which a terminal sends itself', true, ['SIGTERM', 'SIGHUP']],
  ['and SIGINT, where no terminal does', false, ['SIGINT', 'SIGTERM', 'SIGHUP']],
])('passes signals on to the agent %s', (_, interruptsAgent, expected) => {
  const { signals, send, agent } = receive(interruptsAgent);

  signals.passTo(agent);
  send('SIGINT', 'SIGTERM', 'SIGHUP');

  expect(agent.got).toEqual(expected);
  expect(signals.early).toBeUndefined();
});

it('lets signals end the process again when it is released', () => {
  const { source, signals } = receive(true);

  signals.release();

  expect(source.eventNames()).toEqual([]);
});

it('reports a signal as shells do', () => {
  expect([exitCodeAfter('SIGINT'), exitCodeAfter('SIGTERM')]).toEqual([130, 143]);
});

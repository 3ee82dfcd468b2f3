import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { constants } from 'node:os';

/** The part of `process` and of its terminal that this depends on. */
export interface SignalSource {
  readonly process: EventEmitter;
  /** Whether Ctrl-C reaches the agent without us: a terminal sends it to every program that runs in it. */
  readonly interruptsAgent: boolean;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Keeps signals from ending this process while it has an engine to start and to end for an agent. Those that come before
 * the agent are remembered, those that come while it runs are its own.
 */
export class AgentSignals {
  readonly #source: SignalSource;
  readonly #take = (signal: NodeJS.Signals): void => this.#receive(signal);
  #agent: Pick<ChildProcess, 'kill'> | undefined;
  #early: NodeJS.Signals | undefined;

  constructor(source: SignalSource) {
    this.#source = source;
    for (const signal of signals) source.process.on(signal, this.#take);
  }

  /** The first that came before the agent was there. */
  get early(): NodeJS.Signals | undefined {
    return this.#early;
  }

  /** From now on signals are the agent's. */
  passTo(agent: Pick<ChildProcess, 'kill'>): void {
    this.#agent = agent;
  }

  /** From now on signals end this process as ever. */
  release(): void {
    for (const signal of signals) this.#source.process.off(signal, this.#take);
  }

  #receive(signal: NodeJS.Signals): void {
    if (this.#agent === undefined) this.#early ??= signal;
    // Twice would mean more than once: many programs ask on the first Ctrl-C and leave on the second.
    else if (signal !== 'SIGINT' || !this.#source.interruptsAgent) this.#agent.kill(signal);
  }
}

/** Signals as they reach this process. Consoles of Windows know Ctrl-C alone, and send it to all of their programs. */
export function ownSignals(): SignalSource {
  return { process, interruptsAgent: process.stdin.isTTY || process.platform === 'win32' };
}

/** What shells report for a program that a signal has ended. */
export function exitCodeAfter(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

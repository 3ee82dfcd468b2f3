import { terminalVariables } from '../../routing/terminalVariables.ts';
import type { Routes } from '../engine/proxySession.ts';
import { findPriorBaseUrl, type PriorBaseUrl } from './priorBaseUrl.ts';
import type { RouteSurroundings } from './routeSurroundings.ts';
import type { TerminalRoute } from './terminalRoute.ts';

/** One client, led by its own settings. */
export interface ClientRoute {
  apply(port: number): Promise<void>;
  undo(): Promise<void>;
  /** For clients that do not work at all while nobody listens: taken back until the engine is there again. */
  engineLost?(): Promise<void>;
  /** As `engineLost`, when no window is left that would watch over it. */
  lastWindowCloses?(): Promise<void>;
}

export interface AgentRoutesParts {
  readonly terminals: Pick<TerminalRoute, 'apply' | 'undo'>;
  /** Led, and taken back, in this order. */
  readonly clients: readonly ClientRoute[];
  surroundings(): RouteSurroundings;
  /** Takes sentences for a person. */
  report(note: string): void;
}

/** Every way in which this window leads agents to the engine: its terminals, and settings of clients. */
export class AgentRoutes implements Routes {
  readonly #parts: AgentRoutesParts;
  readonly #routedTerminals = new Set<object>();
  #isApplied = false;

  constructor(parts: AgentRoutesParts) {
    this.#parts = parts;
  }

  async apply(port: number): Promise<void> {
    await this.#withEach(client => client.apply(port));
    const around = this.#parts.surroundings();
    if (!around.routesTerminals) return;
    const existing = { ...around.environment, ...around.terminalEnvironment };
    this.#parts.terminals.apply(terminalVariables(baseUrlFor(port, around.workspaceName), existing));
    this.#isApplied = true;
  }

  async undo(): Promise<void> {
    this.#isApplied = false;
    this.#parts.terminals.undo();
    await this.#withEach(client => client.undo());
  }

  async engineLost(): Promise<void> {
    await this.#withEach(client => client.engineLost?.());
  }

  async lastWindowCloses(): Promise<void> {
    await this.#withEach(client => client.lastWindowCloses?.());
  }

  /** A client whose settings cannot be edited keeps neither the others nor the engine from anything. */
  async #withEach(act: (client: ClientRoute) => Promise<void> | undefined): Promise<void> {
    for (const client of this.#parts.clients) {
      try {
        await act(client);
      } catch (error) {
        this.#parts.report(error instanceof Error ? error.message : String(error));
      }
    }
  }

  countRouted(): number {
    return this.#routedTerminals.size;
  }

  terminalOpened(terminal: object): void {
    if (this.#isApplied) this.#routedTerminals.add(terminal);
  }

  terminalClosed(terminal: object): void {
    this.#routedTerminals.delete(terminal);
  }

  /** Terminals that survive a window reload may hold our address since before it. */
  assumeRouted(terminals: readonly object[]): void {
    for (const terminal of terminals) this.#routedTerminals.add(terminal);
  }

  prior(ownPort: number): Promise<PriorBaseUrl> {
    return findPriorBaseUrl({ ...this.#parts.surroundings(), ownPort });
  }
}

/** Agents cannot say in which project they work; a label in front of the path tells it for them. */
function baseUrlFor(port: number, workspaceName: string | undefined): string {
  const base = `http://127.0.0.1:${port}`;
  return workspaceName === undefined ? base : `${base}/w/${encodeURIComponent(workspaceName)}`;
}

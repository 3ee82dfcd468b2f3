import { terminalVariables } from '../routing/terminalVariables.ts';
import type { ClaudeCodeRoute } from './claudeCodeRoute.ts';
import { findPriorBaseUrl, type PriorBaseUrl } from './priorBaseUrl.ts';
import type { Routes } from './proxySession.ts';
import type { RouteSurroundings } from './routeSurroundings.ts';
import type { TerminalRoute } from './terminalRoute.ts';

/** Every way in which this window leads agents to the engine: its terminals, and Claude Code's settings. */
export class AgentRoutes implements Routes {
  readonly #route: Pick<TerminalRoute, 'apply' | 'undo'>;
  readonly #claudeCode: readonly Pick<ClaudeCodeRoute, 'apply' | 'undo'>[];
  readonly #surroundings: () => RouteSurroundings;
  readonly #routedTerminals = new Set<object>();
  #isApplied = false;

  constructor(
    route: Pick<TerminalRoute, 'apply' | 'undo'>,
    claudeCode: readonly Pick<ClaudeCodeRoute, 'apply' | 'undo'>[],
    surroundings: () => RouteSurroundings,
  ) {
    this.#route = route;
    this.#claudeCode = claudeCode;
    this.#surroundings = surroundings;
  }

  async apply(port: number): Promise<void> {
    for (const route of this.#claudeCode) await route.apply(port);
    const around = this.#surroundings();
    if (!around.routesTerminals) return;
    const existing = { ...around.environment, ...around.terminalEnvironment };
    this.#route.apply(terminalVariables(baseUrlFor(port, around.workspaceName), existing));
    this.#isApplied = true;
  }

  async undo(): Promise<void> {
    this.#isApplied = false;
    this.#route.undo();
    for (const route of this.#claudeCode) await route.undo();
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
    return findPriorBaseUrl({ ...this.#surroundings(), ownPort });
  }
}

/** Agents cannot say in which project they work; a label in front of the path tells it for them. */
function baseUrlFor(port: number, workspaceName: string | undefined): string {
  const base = `http://127.0.0.1:${port}`;
  return workspaceName === undefined ? base : `${base}/w/${encodeURIComponent(workspaceName)}`;
}

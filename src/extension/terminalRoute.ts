import type * as vscode from 'vscode';

/** What terminals are told; the existing values are those that a terminal would have without us. */
export function terminalVariables(
  baseUrl: string,
  existing: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const noProxy = withLoopback(existing.NO_PROXY ?? existing.no_proxy);
  return {
    ANTHROPIC_BASE_URL: baseUrl,
    // Older versions of Claude Code send every tool definition to a base URL that they do not know, 7k tokens of them.
    ...(existing.ENABLE_TOOL_SEARCH === undefined ? { ENABLE_TOOL_SEARCH: 'true' } : {}),
    NO_PROXY: noProxy,
    // Some programs read only the lower-case name, and prefer it when it exists.
    ...(existing.no_proxy === undefined ? {} : { no_proxy: noProxy }),
  };
}

const loopback = ['127.0.0.1', 'localhost', '::1'];

function withLoopback(noProxy: string | undefined): string {
  const named = (noProxy ?? '').split(',').filter(host => host.trim() !== '');
  if (named.some(host => host.trim() === '*')) return named.join(',');
  return [...named, ...loopback.filter(host => !named.some(known => known.trim() === host))].join(',');
}

/** Sends agents in new terminals through the engine. VS Code forgets the variables by itself when the window ends. */
export class TerminalRoute {
  readonly #collection: vscode.EnvironmentVariableCollection;

  constructor(collection: vscode.EnvironmentVariableCollection) {
    this.#collection = collection;
    collection.persistent = false;
    collection.description = 'Sends coding agents in this terminal through the Headroom proxy on this machine.';
  }

  apply(variables: Readonly<Record<string, string>>): void {
    this.#collection.clear();
    for (const [name, value] of Object.entries(variables)) {
      // Again after the shell's start-up files, because a file that exports its own value would win silently.
      this.#collection.replace(name, value, { applyAtProcessCreation: true, applyAtShellIntegration: true });
    }
  }

  undo(): void {
    this.#collection.clear();
  }
}

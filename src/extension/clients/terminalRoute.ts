import type * as vscode from 'vscode';
import { l10n } from '../l10n.ts';

/** Sends agents in new terminals through the engine. VS Code forgets the variables by itself when the window ends. */
export class TerminalRoute {
  readonly #collection: vscode.EnvironmentVariableCollection;

  constructor(collection: vscode.EnvironmentVariableCollection) {
    this.#collection = collection;
    collection.persistent = false;
    collection.description = l10n.t('Sends coding agents in this terminal through the Headroom proxy on this machine.');
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

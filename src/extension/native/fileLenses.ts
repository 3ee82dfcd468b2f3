import * as vscode from 'vscode';
import type { Presence } from '../../shared/presence.ts';
import { notedFiles, notesFor } from './fileNotes.ts';

export interface FileLensesParts {
  /** Of the last days; `undefined` while no engine runs. */
  presence(): Promise<Presence | undefined>;
  countTokens(text: string): Promise<number>;
}

/** Says above instruction files and lists of servers what they cost in every request. */
export class FileLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: FileLensesParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(parts: FileLensesParts) {
    this.#parts = parts;
    const selector = notedFiles.map(pattern => ({ pattern, scheme: 'file' }));
    this.#registration = vscode.Disposable.from(
      this.#changed,
      vscode.languages.registerCodeLensProvider(selector, this),
    );
  }

  refresh(): void {
    this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const presence = await this.#parts.presence();
    if (presence === undefined) return [];
    const text = document.getText();
    const isJson = document.fileName.endsWith('.json');
    const tokens = isJson ? 0 : await this.#parts.countTokens(text);
    return notesFor({ path: document.fileName, text, tokens }, presence).map(note => {
      const command = { command: 'headroom.openMri', title: `$(pulse) ${note.text}` };
      return new vscode.CodeLens(new vscode.Range(note.line, 0, note.line, 0), command);
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

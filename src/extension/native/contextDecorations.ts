import * as vscode from 'vscode';
import type { PresenceNow } from '../../shared/presence.ts';
import { l10n } from '../l10n.ts';
import { formatTokens } from '../statusText.ts';

/** Marks files in the explorer whose text lies in the newest context, with how much it takes there. */
export class ContextDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeFileDecorations = this.#changed.event;
  #tooltips: ReadonlyMap<string, string> = new Map();

  constructor() {
    this.#registration = vscode.Disposable.from(this.#changed, vscode.window.registerFileDecorationProvider(this));
  }

  /** `undefined` when there is nothing to mark. */
  show(now: PresenceNow | undefined): void {
    const before = this.#tooltips;
    this.#tooltips = new Map(
      (now?.files ?? []).flatMap(file => uris(file.path).map(uri => [uri.toString(), words(file, now)])),
    );
    const touched = new Set([...before.keys(), ...this.#tooltips.keys()]);
    if (touched.size > 0) this.#changed.fire([...touched].map(uri => vscode.Uri.parse(uri)));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const tooltip = this.#tooltips.get(uri.toString());
    return tooltip === undefined ? undefined : new vscode.FileDecoration('◆', tooltip);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function words({ tokens, times }: PresenceNow['files'][number], now: PresenceNow | undefined): string {
  const values = { client: now?.client ?? '', tokens: formatTokens(tokens), times };
  return times > 1
    ? l10n.t('In the context of {client}: {tokens} tokens, {times} times', values)
    : l10n.t('In the context of {client}: {tokens} tokens', values);
}

/** An agent's relative path may mean a file of any folder that is open. */
function uris(path: string): readonly vscode.Uri[] {
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(path)) return [vscode.Uri.file(path)];
  if (path.startsWith('~')) return [];
  return (vscode.workspace.workspaceFolders ?? []).map(folder => vscode.Uri.joinPath(folder.uri, path));
}

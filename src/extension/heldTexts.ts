import type * as vscode from 'vscode';
import { l10n } from './l10n.ts';

export const heldTextScheme = 'headroom';

/** Texts shown in read-only editors. The oldest go first: a closed diff needs its texts no more, an open one keeps them. */
export class HeldTexts implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #capacity: number;
  #count = 0;

  constructor(capacity = 40) {
    this.#capacity = capacity;
  }

  /** Returns the path under which VS Code finds the text; `title` is what its tab shows. */
  hold(title: string, text: string): string {
    this.#count += 1;
    const path = `/${this.#count}/${pathSegment(title)}`;
    this.#texts.set(path, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > this.#capacity && oldest !== undefined) this.#texts.delete(oldest);
    return path;
  }

  provideTextDocumentContent(uri: { readonly path: string }): string {
    return this.#texts.get(uri.path) ?? l10n.t('This text is no longer held. Open it again from the Context MRI.');
  }
}

/** VS Code shows the last segment as the tab's title, so it stays readable. */
function pathSegment(title: string): string {
  return title.replace(/[\s\\/:*?"<>|#]+/g, ' ').trim() || 'text';
}

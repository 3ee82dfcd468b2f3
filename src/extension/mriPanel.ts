import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { renderPanelPage } from '../shared/panelPage.ts';
import type { HostMessage, PanelMessage, PanelTarget } from '../shared/panelProtocol.ts';
import { type PanelRelayParts, relayPanelMessage } from './panelRelay.ts';

export const mriViewType = 'headroom.mri';

export interface MriPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly relay: Pick<PanelRelayParts, 'session' | 'editor' | 'consent' | 'disableServer'>;
  onFailure(error: unknown): void;
}

/** The one Context MRI of this window. Its content goes when it is hidden, and comes back from the page's own state. */
export class MriPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #parts: MriPanelParts;
  #panel: vscode.WebviewPanel | undefined;
  #hasLoaded = false;
  #target: PanelTarget | undefined;

  constructor(parts: MriPanelParts) {
    this.#parts = parts;
  }

  async reveal(target?: PanelTarget): Promise<void> {
    this.#target = target;
    if (this.#panel === undefined) {
      this.#adopt(vscode.window.createWebviewPanel(mriViewType, 'Context MRI', vscode.ViewColumn.Active));
      return;
    }
    // A hidden page loads anew when it shows, and asks for its target itself.
    const wasVisible = this.#panel.visible;
    this.#panel.reveal();
    if (wasVisible && this.#hasLoaded) this.#sendTarget();
  }

  /** After a window reload VS Code gives the panel back, empty. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#adopt(panel);
  }

  /** Increments flow only to a page that can be seen; a hidden one asks for everything when it returns. */
  send(message: HostMessage): void {
    if (this.#panel?.visible) void this.#panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const root = vscode.Uri.joinPath(this.#parts.extensionUri, 'dist', 'webview');
    this.#panel = panel;
    this.#hasLoaded = false;
    panel.iconPath = vscode.Uri.joinPath(this.#parts.extensionUri, 'media', 'icon.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [root] };
    panel.webview.onDidReceiveMessage((message: PanelMessage) => this.#receive(panel, message));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#hasLoaded = false;
    });
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.html = renderPanelPage({
      scriptUrl: panel.webview.asWebviewUri(vscode.Uri.joinPath(root, 'mri.js')).toString(),
      styleUrl: panel.webview.asWebviewUri(vscode.Uri.joinPath(root, 'mri.css')).toString(),
      nonce: randomBytes(18).toString('base64url'),
      source: panel.webview.cspSource,
      fetches: false,
      language: vscode.env.language,
    });
  }

  async #receive(panel: vscode.WebviewPanel, message: PanelMessage): Promise<void> {
    if (message.type === 'load') this.#hasLoaded = true;
    try {
      await relayPanelMessage(message, {
        ...this.#parts.relay,
        send: answer => void panel.webview.postMessage(answer),
        takeTarget: () => this.#takeTarget(),
      });
    } catch (error) {
      this.#parts.onFailure(error);
    }
  }

  #sendTarget(): void {
    const target = this.#takeTarget();
    if (target !== undefined) this.send({ type: 'navigated', to: target });
  }

  #takeTarget(): PanelTarget | undefined {
    const target = this.#target;
    this.#target = undefined;
    return target;
  }
}

import './styles/panel.css';
import { h, render } from 'preact';
import { createBrowserHost } from './host/browserHost.ts';
import { useBrowserTheme } from './host/browserTheme.ts';
import { createEditorHost, type EditorApi } from './host/editorHost.ts';
import type { Host } from './host/host.ts';
import { handleKey } from './state/keys.ts';
import { type Panel, startPanel } from './state/panel.ts';
import { speak } from './text/t.ts';
import { App } from './view/app.tsx';
import { loadTheRest } from './view/later.tsx';

declare global {
  /** Exists in the editor's webviews only. */
  var acquireVsCodeApi: (() => EditorApi) | undefined;
}

speak(document.documentElement.lang);
const root = document.getElementById('panel');
if (root === null) throw new Error('The page has no element with the id "panel".');

const host = findHost();
let current: Panel | undefined;
let hasRows = false;
startPanel(host, panel => {
  current = panel;
  render(h(App, { panel }), root);
  if (!hasRows && panel.state.history !== 'unread') {
    hasRows = true;
    setTimeout(loadTheRest, 300);
  }
});
// Its elements show their text until it arrives, and the engine answers meanwhile.
void import('./toolkit.ts').then(({ defineToolkitElements }) => defineToolkitElements());
document.addEventListener('keydown', event => {
  if (current !== undefined) handleKey(event, current);
});

function findHost(): Host {
  if (globalThis.acquireVsCodeApi !== undefined) return createEditorHost(globalThis.acquireVsCodeApi());
  useBrowserTheme(window);
  return createBrowserHost(window);
}

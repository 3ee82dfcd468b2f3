import { expect, test } from 'vitest';
import { type PanelPage, renderPanelPage } from '../../src/shared/panelPage.ts';

const page: PanelPage = {
  scriptUrl: '/mri/mri.js',
  styleUrl: '/mri/mri.css',
  nonce: 'n0nce',
  source: "'self'",
  fetches: true,
};

test('the page allows its own script by nonce and nothing inline', () => {
  const html = renderPanelPage(page);

  expect(html).toContain("script-src 'nonce-n0nce'");
  expect(html).not.toContain('unsafe');
  expect(html).toContain('<script type="module" nonce="n0nce" src="/mri/mri.js">');
});

test('the page in the editor may not connect anywhere', () => {
  const html = renderPanelPage({ ...page, source: 'vscode-webview:', fetches: false });

  expect(html).toContain("connect-src 'none'");
});

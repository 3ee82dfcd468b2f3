/** What differs between the webview in the editor and the page at `/mri`. */
export interface PanelPage {
  readonly scriptUrl: string;
  readonly styleUrl: string;
  /** Fresh for every page; at least 128 random bits, base64url. */
  readonly nonce: string;
  /** `webview.cspSource` in the editor, `'self'` at `/mri`. */
  readonly source: string;
  /** True at `/mri`: the page may then fetch from its own origin. In the editor the host relays instead. */
  readonly fetches: boolean;
  readonly language?: string;
}

/** The one HTML shell of the Context MRI. It holds no data and no token, so it may be served to anyone. */
export function renderPanelPage(page: PanelPage): string {
  return `<!doctype html>
<html lang="${page.language ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(page)}">
<meta property="csp-nonce" content="${page.nonce}">
<title>Context MRI</title>
<link rel="stylesheet" href="${page.styleUrl}">
</head>
<body>
<div id="panel"></div>
<script type="module" nonce="${page.nonce}" src="${page.scriptUrl}"></script>
</body>
</html>
`;
}

/** Strict: no inline script or style, no `eval`, pictures only from data URLs. `/mri` may send it as a header too. */
export function contentSecurityPolicy(page: PanelPage): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    // The toolkit probes the browser with one empty style element and takes its nonce from the meta tag above.
    `style-src ${page.source} 'nonce-${page.nonce}'`,
    'img-src data:',
    `font-src ${page.source}`,
    page.fetches ? "connect-src 'self'" : "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

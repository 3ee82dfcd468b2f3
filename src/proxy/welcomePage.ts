import type { IncomingMessage, ServerResponse } from 'node:http';

/** True for a person who opens our address in a browser. Programs ask for JSON, and say who they are. */
export function isVisit({ method, headers }: IncomingMessage, path: string): boolean {
  const isPage = method === 'GET' && path === '/' && /\btext\/html\b/.test(headers.accept ?? '');
  return isPage && headers.authorization === undefined && headers['x-api-key'] === undefined;
}

/** Says what this port is and where to look; the provider's own `/` would only puzzle. */
export function sendWelcome(response: ServerResponse): void {
  const bytes = Buffer.from(page);
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.byteLength,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
  response.end(bytes);
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Headroom</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style>
<h1>Headroom is running</h1>
<p>This address is for coding agents: their requests to a model's API pass through here.</p>
<p>To look inside, open the <a href="/mri">Context MRI</a> by the link that <code>headroom proxy</code> printed when it
started, or with <em>Headroom: Open Context MRI</em> in VS Code: both carry the key to your data.</p>
</html>
`;

/** Where one upstream listens. */
export interface Upstream {
  readonly name: string;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Value of the `Host` header. */
  readonly host: string;
  /** Path of the base URL, without a slash at its end. */
  readonly basePath: string;
  /** True where paths have no `/v1`, whatever clients put before theirs. */
  readonly isVersionless: boolean;
}

export type Upstreams = ReadonlyMap<string, Upstream>;

const defaultUrls: Readonly<Record<string, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com',
  google: 'https://generativelanguage.googleapis.com',
  copilot: 'https://api.githubcopilot.com',
  // Where Codex goes by itself when it is signed in with a ChatGPT account. Known from its sources, not tried with an account.
  chatgpt: 'https://chatgpt.com/backend-api/codex',
};

/** The backend behind ChatGPT accounts takes `/responses` where the API takes `/v1/responses`. */
const versionless = new Set(['chatgpt']);

/** The known providers and the user's own upstreams, which win. Throws a readable error for a URL that cannot be used. */
export function readUpstreams(given: Readonly<Record<string, string>>): Upstreams {
  const urls = Object.entries({ ...defaultUrls, ...given });
  const upstreams = new Map(urls.map(([name, url]) => [name, parseUpstream(name, url)]));
  // Who sends OpenAI's traffic to a gateway means all of it, however the client signed in.
  const gateway = given.openai !== undefined && given.chatgpt === undefined ? upstreams.get('openai') : undefined;
  return gateway === undefined ? upstreams : upstreams.set('chatgpt', gateway);
}

/** The upstream that is this machine's own port, if one is: its requests would come back for ever. */
export function upstreamAtOwnPort(upstreams: Upstreams, port: number): Upstream | undefined {
  return [...upstreams.values()].find(upstream => upstream.port === port && isThisMachine(upstream.hostname));
}

function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1?|::ffff:7f[\da-f]{2}:[\da-f]+)$/.test(hostname);
}

export function parseUpstream(name: string, text: string): Upstream {
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw new Error(`"${name}" cannot name an upstream. Use letters, digits, ".", "_" and "-".`);
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`The upstream ${name} is "${text}". Give a URL that starts with http:// or https://.`);
  }
  if (url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new Error(`The upstream ${name} may not hold a user name, a query or a fragment. Give only its base URL.`);
  }
  const secure = url.protocol === 'https:';
  return {
    name,
    secure,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    host: url.host,
    basePath: url.pathname.replace(/\/+$/, ''),
    isVersionless: versionless.has(name),
  };
}

/** Joins base and path. People give bases with and without `/v1`, as their clients' variables want it; both work. */
export function pathAt({ basePath, isVersionless }: Upstream, path: string): string {
  const startsWithVersion = /^\/v1(?:[/?]|$)/.test(path);
  if (isVersionless && startsWithVersion) return basePath + path.slice(3);
  return basePath.endsWith('/v1') && startsWithVersion ? basePath.slice(0, -3) + path : basePath + path;
}

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
}

export type Upstreams = ReadonlyMap<string, Upstream>;

const defaultUrls: Readonly<Record<string, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com',
  google: 'https://generativelanguage.googleapis.com',
  copilot: 'https://api.githubcopilot.com',
};

/** The known providers and the user's own upstreams, which win. Throws a readable error for a URL that cannot be used. */
export function readUpstreams(given: Readonly<Record<string, string>>): Upstreams {
  const urls = Object.entries({ ...defaultUrls, ...given });
  return new Map(urls.map(([name, url]) => [name, parseUpstream(name, url)]));
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
  };
}

/** Joins base and path. People give bases with and without `/v1`, as their clients' variables want it; both work. */
export function pathAt(upstream: Upstream, path: string): string {
  const { basePath } = upstream;
  const isDoubled = basePath.endsWith('/v1') && /^\/v1(?:[/?]|$)/.test(path);
  return isDoubled ? basePath.slice(0, -3) + path : basePath + path;
}

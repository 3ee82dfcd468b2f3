import { detectEndpoint, type Endpoint } from '../engine/conversation/detectFormat.ts';
import { headerOf, type RawHeaders } from './headers.ts';

/** Where a request goes. */
export interface Route {
  /** Key of the upstream: a provider, `copilot`, or a name that the user gave. */
  readonly upstream: string;
  /** Path and query behind our own prefixes, as the client spelt them. */
  readonly path: string;
  /** The project that `/w/LABEL` names. */
  readonly label?: string;
  /** What the path asks for, when it is one that we read. Everything else is relayed unread. */
  readonly known?: Endpoint;
}

/** Finds the upstream and the meaning of a request. The path is never decoded or normalised: it is the upstream's. */
export function routeRequest(method: string, url: string, headers: RawHeaders): Route {
  const { label, rest } = takeLabel(url);
  const { upstream, path } = takeUpstream(rest) ?? { upstream: providerFor(rest, headers), path: rest };
  const known = method === 'POST' ? detectEndpoint(path) : undefined;
  return { upstream, path, ...(label !== undefined && { label }), ...(known !== undefined && { known }) };
}

function takeLabel(url: string): { readonly label?: string; readonly rest: string } {
  const match = /^\/w\/([^/?]+)(?=[/?]|$)/.exec(url);
  if (match === null) return { rest: url };
  const label = decodeLabel(match[1] ?? '');
  return { ...(label !== undefined && { label }), rest: rooted(url.slice(match[0].length)) };
}

function takeUpstream(url: string): { readonly upstream: string; readonly path: string } | undefined {
  const copilot = /^\/copilot(?=[/?]|$)/.exec(url);
  if (copilot !== null) return { upstream: 'copilot', path: rooted(url.slice(copilot[0].length)) };
  const named = /^\/u\/([A-Za-z0-9._-]+)(?=[/?]|$)/.exec(url);
  return named === null ? undefined : { upstream: named[1] ?? '', path: rooted(url.slice(named[0].length)) };
}

/** Providers share paths such as `/v1/models`; what authenticates the request then tells whose it is. */
function providerFor(url: string, headers: RawHeaders): string {
  const path = url.replace(/\?.*$/s, '');
  if (/^\/v1\/messages(?:\/|$)/.test(path)) return 'anthropic';
  // Codex with a ChatGPT login sends the same paths, to another place.
  if (headerOf(headers, 'chatgpt-account-id') !== undefined) return 'chatgpt';
  if (/^\/v1\/(?:chat\/completions|completions|responses|embeddings)(?:\/|$)/.test(path)) return 'openai';
  if (/^\/v1(?:alpha|beta)(?:\/|$)/.test(path)) return 'google';
  const isAnthropic =
    headerOf(headers, 'anthropic-version') !== undefined ||
    headerOf(headers, 'x-api-key') !== undefined ||
    /^bearer sk-ant-/i.test(headerOf(headers, 'authorization') ?? '');
  if (isAnthropic) return 'anthropic';
  return headerOf(headers, 'x-goog-api-key') === undefined ? 'openai' : 'google';
}

function rooted(rest: string): string {
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function decodeLabel(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

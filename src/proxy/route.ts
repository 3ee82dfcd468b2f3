import type { WireFormat } from '../shared/records.ts';
import { headerOf, type RawHeaders } from './headers.ts';

/** What a path asks for, as far as we read it. Everything else is relayed unread. */
export type Operation = 'generate' | 'countTokens';

/** Where a request goes. */
export interface Route {
  /** Key of the upstream: a provider, `copilot`, or a name that the user gave. */
  readonly upstream: string;
  /** Path and query behind our own prefixes, as the client spelt them. */
  readonly path: string;
  /** The project that `/w/LABEL` names. */
  readonly label?: string;
  readonly known?: { readonly format: WireFormat; readonly operation: Operation };
}

/** Finds the upstream and the meaning of a request. The path is never decoded or normalised: it is the upstream's. */
export function routeRequest(method: string, url: string, headers: RawHeaders): Route {
  const { label, rest } = takeLabel(url);
  const { upstream, path } = takeUpstream(rest) ?? { upstream: providerFor(rest, headers), path: rest };
  const known = method === 'POST' ? knownPath(path.replace(/\?.*$/s, '')) : undefined;
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
  if (/^\/v1\/(?:chat\/completions|completions|responses|embeddings)(?:\/|$)/.test(path)) return 'openai';
  if (/^\/v1(?:alpha|beta)(?:\/|$)/.test(path)) return 'google';
  const isAnthropic =
    headerOf(headers, 'anthropic-version') !== undefined ||
    headerOf(headers, 'x-api-key') !== undefined ||
    /^bearer sk-ant-/i.test(headerOf(headers, 'authorization') ?? '');
  if (isAnthropic) return 'anthropic';
  return headerOf(headers, 'x-goog-api-key') === undefined ? 'openai' : 'google';
}

/** Compatible servers put the same ends behind bases of their own, so only the end of the path counts. */
function knownPath(path: string): Route['known'] {
  if (path.endsWith('/v1/messages')) return { format: 'anthropic', operation: 'generate' };
  if (path.endsWith('/v1/messages/count_tokens')) return { format: 'anthropic', operation: 'countTokens' };
  if (path.endsWith('/chat/completions')) return { format: 'openai-chat', operation: 'generate' };
  if (path.endsWith('/responses')) return { format: 'openai-responses', operation: 'generate' };
  if (path.endsWith('/responses/input_tokens')) return { format: 'openai-responses', operation: 'countTokens' };
  if (/\/models\/[^/]+:(?:generateContent|streamGenerateContent)$/.test(path)) {
    return { format: 'gemini', operation: 'generate' };
  }
  if (/\/models\/[^/]+:countTokens$/.test(path)) return { format: 'gemini', operation: 'countTokens' };
  return undefined;
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

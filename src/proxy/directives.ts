import { isMode, type Mode } from '../shared/modes.ts';
import { headerOf, type RawHeaders } from './headers.ts';

/** What a client asks of Headroom in one request's `x-headroom-*` headers. They are removed before the request goes on. */
export interface Directives {
  readonly mode?: Mode;
  readonly bypass: boolean;
  readonly project?: string;
  /** Values for options of the schema, as the headers spell them; they are parsed where options are. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Unreadable values are ignored: a directive is a wish, and the request comes first. */
export function readDirectives(headers: RawHeaders): Directives {
  const mode = headerOf(headers, 'x-headroom-mode')?.trim().toLowerCase();
  const project = headerOf(headers, 'x-headroom-project')?.trim();
  return {
    ...(isMode(mode) && { mode }),
    bypass: /^(?:true|1|yes)$/i.test(headerOf(headers, 'x-headroom-bypass')?.trim() ?? ''),
    ...(project !== undefined && project !== '' && { project: project.slice(0, 200) }),
    options: {
      ...integer(headers, 'outputBufferTokens', 'x-headroom-output-buffer-tokens'),
      ...integer(headers, 'keepTurns', 'x-headroom-keep-turns'),
      ...json(headers, 'toolProfiles', 'x-headroom-tool-profiles'),
    },
  };
}

function integer(headers: RawHeaders, option: string, header: string): Readonly<Record<string, unknown>> {
  const text = headerOf(headers, header)?.trim();
  return text !== undefined && /^\d{1,9}$/.test(text) ? { [option]: Number(text) } : {};
}

function json(headers: RawHeaders, option: string, header: string): Readonly<Record<string, unknown>> {
  const text = headerOf(headers, header);
  if (text === undefined) return {};
  try {
    return { [option]: JSON.parse(text) };
  } catch {
    return {};
  }
}

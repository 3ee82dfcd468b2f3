import { type Mode, modes } from '../shared/modes.ts';
import { headerOf, type RawHeaders } from './headers.ts';

/** What a client asks of Headroom in one request's `x-headroom-*` headers. They are removed before the request goes on. */
export interface Directives {
  readonly mode?: Mode;
  readonly bypass: boolean;
  readonly project?: string;
  /** Values for options of the schema, as the headers spell them; they are parsed where options are. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Headers whose values mean nothing, each with what would fit; for people. */
  readonly ignored: readonly string[];
}

/** Unreadable values are ignored, and named: a directive is a wish, and the request comes first. */
export function readDirectives(headers: RawHeaders): Directives {
  const ignored: string[] = [];
  const read = <Value>(header: string, parse: (text: string) => Value | undefined, fits: string): Value | undefined => {
    const text = headerOf(headers, header)?.trim();
    if (text === undefined || text === '') return undefined;
    const value = parse(text);
    if (value === undefined) ignored.push(`${header}: ${text.slice(0, longestShown)} (give ${fits})`);
    return value;
  };
  const mode = read('x-headroom-mode', text => modes.find(known => known === text.toLowerCase()), modes.join(', '));
  const project = read('x-headroom-project', text => text.slice(0, 200), 'a name');
  const values = {
    outputBufferTokens: read('x-headroom-output-buffer-tokens', integer, 'a whole number'),
    keepTurns: read('x-headroom-keep-turns', integer, 'a whole number'),
    toolProfiles: read('x-headroom-tool-profiles', json, 'JSON'),
  };
  return {
    ...(mode !== undefined && { mode }),
    bypass: read('x-headroom-bypass', yesOrNo, 'true or false') ?? false,
    ...(project !== undefined && { project }),
    options: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    ignored,
  };
}

/** A fault is one line of a panel. */
const longestShown = 60;

function yesOrNo(text: string): boolean | undefined {
  if (/^(?:true|1|yes)$/i.test(text)) return true;
  return /^(?:false|0|no)$/i.test(text) ? false : undefined;
}

function integer(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Options } from '../../shared/options.ts';
import type { ToolProfile } from '../../shared/toolProfiles.ts';
import type { Subject } from './transform.ts';

type Call = Pick<Subject, 'tool' | 'command' | 'path' | 'project'>;

/** A tool profile, and what its key named. */
export interface ChosenProfile {
  readonly profile: ToolProfile;
  readonly names: 'tool' | 'command' | 'file';
}

/**
 * The tool profile that applies to a call. A key names a tool (`search`, `mcp__*`), a shell command by its first words
 * (`git diff`) or files (`*.json`, `src/**`); with a project in front (`web-shop: git diff`) it applies in that project
 * only. A project's key wins over the others, then the longest, so `git diff --stat` can overrule `git`.
 */
export function toolProfileFor(call: Call, toolProfiles: Options['toolProfiles']): ChosenProfile | undefined {
  const matching = Object.entries(toolProfiles).flatMap(([key, profile]) => {
    const { project, rest } = readKey(key);
    if (project !== undefined && (call.project === undefined || !globMatches(project, call.project))) return [];
    const names = matchOf(rest, call);
    return names === undefined ? [] : [{ key, profile, names, isBound: project !== undefined }];
  });
  const [chosen] = matching.sort(
    (a, b) => Number(b.isBound) - Number(a.isBound) || b.key.length - a.key.length || (a.key < b.key ? -1 : 1),
  );
  return chosen === undefined ? undefined : { profile: chosen.profile, names: chosen.names };
}

function readKey(key: string): { readonly project: string | undefined; readonly rest: string } {
  const colon = key.indexOf(': ');
  return colon < 1 ? { project: undefined, rest: key } : { project: key.slice(0, colon), rest: key.slice(colon + 2) };
}

function matchOf(key: string, { tool, command, path }: Call): ChosenProfile['names'] | undefined {
  if (tool !== undefined && globMatches(key.toLowerCase(), tool.toLowerCase())) return 'tool';
  if (command !== undefined && commandStartsWith(command, key)) return 'command';
  if (path === undefined) return undefined;
  const slashed = path.replaceAll('\\', '/');
  const isFile = key.includes('/')
    ? pathMatches(key, slashed)
    : globMatches(key, slashed.slice(slashed.lastIndexOf('/') + 1));
  return isFile ? 'file' : undefined;
}

/** Any command of a line counts: `cd app && CI=1 npm test -- --watch=false` starts with `npm test`. */
function commandStartsWith(line: string, key: string): boolean {
  const wanted = key.trim().split(/\s+/);
  return line.split(/&&|\|\||[;|\n]/).some(command => {
    const words = command
      .trim()
      .split(/\s+/)
      .filter(word => !/^\w+=/.test(word) && word !== 'sudo' && word !== 'npx');
    return wanted.every((word, i) => words[i] === word || (i === 0 && words[0]?.endsWith(`/${word}`)));
  });
}

/** A glob with folders may match anywhere below the root, since clients send absolute paths. */
function pathMatches(glob: string, path: string): boolean {
  return globMatches(glob, path) || globMatches(`**/${glob.replace(/^\.?\//, '')}`, path);
}

function globMatches(glob: string, name: string): boolean {
  const pattern = glob
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map(part => globParts[part] ?? part.replace(/[.+^${}()|[\]\\]/g, '\\$&'))
    .join('');
  return new RegExp(`^${pattern}$`).test(name);
}

const globParts: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };

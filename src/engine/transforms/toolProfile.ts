import type { Options, ToolProfile } from '../../shared/options.ts';
import type { Subject } from './transform.ts';

/**
 * The tool profile that applies to a subject. A key names a tool (`search`, `mcp__*`), a shell command by its first words
 * (`git diff`) or files (`*.json`, `src/**`). The longest matching key wins, so `git diff --stat` can overrule `git`.
 */
export function toolProfileFor(
  subject: Pick<Subject, 'tool' | 'command' | 'path'>,
  toolProfiles: Options['toolProfiles'],
): ToolProfile | undefined {
  const matching = Object.keys(toolProfiles)
    .filter(key => matches(key, subject))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return matching[0] === undefined ? undefined : toolProfiles[matching[0]];
}

function matches(key: string, { tool, command, path }: Pick<Subject, 'tool' | 'command' | 'path'>): boolean {
  if (tool !== undefined && globMatches(key.toLowerCase(), tool.toLowerCase())) return true;
  if (command !== undefined && commandStartsWith(command, key)) return true;
  if (path === undefined) return false;
  const slashed = path.replaceAll('\\', '/');
  return key.includes('/') ? pathMatches(key, slashed) : globMatches(key, slashed.slice(slashed.lastIndexOf('/') + 1));
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

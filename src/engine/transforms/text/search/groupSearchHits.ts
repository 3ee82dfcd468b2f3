import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote, withThousands } from '../../marker.ts';
import type { Transform } from '../../transform.ts';
import { isStructuredText } from '../textKind.ts';
import { type Hit, readBareHit, readHits } from './searchHits.ts';

/** Search results as `rg --heading` prints them: a line with the path, then `number:text` for each hit in it. */
export const groupSearchHits: Transform = {
  id: 'group_search_hits',
  summary: 'Names each file once above its hits; every line number and line stays as it was.',
  grade: 'decodable',
  apply: ({ text }) => {
    if (isStructuredText(text)) return undefined;
    const lines = text.split('\n');
    const hits = readGroups(lines);
    if (hits === undefined) return undefined;
    const output = renderByFile(lines, hits);
    if (output.length > text.length * 0.97) return undefined;
    const files = new Set(hits.flatMap(hit => hit?.path ?? []));
    const found = withThousands(hits.filter(hit => hit !== undefined && !hit.isContext).length);
    return { output, reason: say('did.hitsGrouped', { n: found, files: withThousands(files.size) }) };
  },
};

/** Hits with line numbers, or else hits without; `undefined` when fewer than two thirds of the lines are hits. */
export function readGroups(lines: readonly string[]): (Hit | undefined)[] | undefined {
  const numbered = readHits(lines);
  if (isMostly(numbered, lines.length)) return numbered;
  const bare = lines.map(line => {
    const found = readBareHit(line);
    return found === undefined ? undefined : { ...found, place: '', line: 0, isContext: false };
  });
  const paths = new Set(bare.flatMap(hit => hit?.path ?? []));
  const isGrouped = isMostly(bare, lines.length) && paths.size * 2 <= lines.length;
  return isGrouped ? bare : undefined;
}

function isMostly(hits: readonly (Hit | undefined)[], lines: number): boolean {
  const found = hits.filter(hit => hit !== undefined).length;
  return found >= 3 && found * 3 >= lines * 2;
}

/** A path is a line after `# `; lines of no file, and lines that look like a path, are marked with a backslash. */
function renderByFile(lines: readonly string[], hits: readonly (Hit | undefined)[]): string {
  const numbered = hits.some(hit => hit !== undefined && hit.place !== '');
  const out = [
    rewriteNote(
      `hits by file, all ${withThousands(lines.length)} lines: "# path", then its ${numbered ? 'number:text' : 'lines'}; \\ marks lines outside files`,
    ),
  ];
  let current: string | undefined;
  lines.forEach((line, i) => {
    const hit = hits[i];
    if (hit === undefined) {
      out.push(line === '--' && numbered ? line : `\\${line}`);
      return;
    }
    if (hit.path !== current) out.push(`# ${hit.path}`);
    current = hit.path;
    const needsMark = !numbered && /^(?:# |\\)/.test(hit.text);
    out.push(`${needsMark ? '\\\\' : ''}${hit.place}${hit.text}`);
  });
  return out.join('\n');
}

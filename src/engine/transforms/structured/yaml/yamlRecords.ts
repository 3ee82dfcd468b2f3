import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote } from '../../marker.ts';
import type { Replacement, Subject, Transform } from '../../transform.ts';
import { writeYamlTable } from './yamlTable.ts';
import { parseYaml, type YamlBlock, type YamlEntry } from './yamlTree.ts';

export const yamlRecords: Transform = {
  id: 'yaml_records',
  summary:
    'Writes alike records of YAML once as a pattern, and what differs as one line each; every line can be had back.',
  grade: 'decodable',
  apply: ({ text }: Subject): Replacement | undefined => {
    const yaml = parseYaml(text);
    if (yaml === undefined || hasTableLikeLines(yaml.lines)) return undefined;
    const tables: TableAt[] = [];
    for (const document of yaml.documents) findTables(document, yaml.lines, tables);
    if (tables.length === 0) return undefined;
    return {
      output: [yamlNote, ...replaceLines(yaml.lines, tables)].join('\n'),
      reason: say('did.yaml'),
    };
  },
};

const yamlNote = rewriteNote(
  'YAML, values unchanged; "[N alike: a,b" heads N entries: first their pattern, then a line per entry whose cells fill {a},{b}; empty cell = no such line; |lines stand as they were',
);

/** A table and the lines that it stands for. */
interface TableAt {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** A table that saves less of its characters is harder to read than what it replaces. */
const leastSavedShare = 0.2;

/** Finds the tables that save most: one over whole records, or those within them. Returns the characters that they save. */
function findTables(block: YamlBlock, lines: readonly string[], tables: TableAt[]): number {
  let saved = 0;
  for (const run of runsOf(block)) {
    const inner: TableAt[] = [];
    const savedInside = run.reduce((sum, { block: nested }) => {
      return nested === undefined ? sum : sum + findTables(nested, lines, inner);
    }, 0);
    const outer = tableOf(run, block, lines);
    const savedOutside = outer === undefined ? 0 : outer.saved;
    saved += Math.max(savedInside, savedOutside);
    if (outer !== undefined && savedOutside > savedInside) tables.push(outer.table);
    else tables.push(...inner);
  }
  return saved;
}

function tableOf(
  run: readonly YamlEntry[],
  { indent }: YamlBlock,
  lines: readonly string[],
): { table: TableAt; saved: number } | undefined {
  const start = run[0]?.start ?? 0;
  const end = run.at(-1)?.end ?? 0;
  // Behind a dash a line belongs to the item as well.
  if (lines[start]?.search(/[^ ]/) !== indent) return undefined;
  const written = writeYamlTable(run, indent, lines);
  if (written === undefined) return undefined;
  const before = lengthOf(lines.slice(start, end));
  const saved = before - lengthOf(written);
  return saved < before * leastSavedShare ? undefined : { table: { start, end, lines: written }, saved };
}

/** Entries with nothing between their lines. */
function runsOf({ entries }: YamlBlock): YamlEntry[][] {
  const runs: YamlEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.end === entry.start) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function replaceLines(lines: readonly string[], tables: readonly TableAt[]): string[] {
  const written: string[] = [];
  let at = 0;
  for (const table of tables) {
    written.push(...lines.slice(at, table.start), ...table.lines);
    at = table.end;
  }
  return [...written, ...lines.slice(at)];
}

/** Lines that look like our own could not be told from them. */
function hasTableLikeLines(lines: readonly string[]): boolean {
  return lines.some(line => /^ *\[\d+ alike: /.test(line));
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

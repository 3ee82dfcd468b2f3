import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';
import { type JsonTable, tabulate } from './jsonTable.ts';
import { writeTable } from './jsonTableText.ts';
import type { Extra } from './notation.ts';

/** A table must save this share of what it stands for. */
const leastSavedShare = 0.05;

/** Several small tables cost more tokens for their characters than one. */
const mostNestedShare = 0.85;

/** Writes values on one line each, except that arrays and maps of similar records become tables where that is shorter. */
export class CompactWriter {
  readonly #text: string;
  #used = new Set<Extra>();

  constructor(text: string) {
    this.#text = text;
  }

  get used(): ReadonlySet<Extra> {
    return this.#used;
  }

  /** Values that stood on a line each, as one table: `[40 lines: a,b` … `]`. `undefined` when they are not alike. */
  writeLines(nodes: readonly JsonNode[]): string | undefined {
    const table = tabulate(nodes, this.#text);
    if (table === undefined || isTooNarrow(table, undefined)) return undefined;
    const { output, uses } = writeTable(this.#text, table, { unit: 'lines' });
    this.note(uses);
    return `[${output}]`;
  }

  write(node: JsonNode): string {
    switch (node.kind) {
      case 'array':
        return this.#shorter(node, node.items, undefined);
      case 'object':
        return this.#shorter(node, node.values, node.keys);
      default:
        return this.#text.slice(node.start, node.end);
    }
  }

  /** Takes note of what is used, also by tables that were written elsewhere. */
  note(uses: Iterable<Extra>): void {
    for (const extra of uses) this.#used.add(extra);
  }

  /** Tries a table; records keep their nested tables only when they are written one by one. */
  #shorter(node: JsonArray | JsonObject, children: readonly JsonNode[], keys: readonly string[] | undefined): string {
    const table = tabulate(children, this.#text);
    if (table === undefined || isTooNarrow(table, keys)) return this.#writeChildren(node);
    const written = writeTable(this.#text, table, { keys });
    if (written.output.length >= node.size * (1 - leastSavedShare)) return this.#writeChildren(node);
    const nested = holdsLists(table) ? this.#ifShorter(node, written.output.length) : undefined;
    if (nested !== undefined) return nested;
    this.note(written.uses);
    const [open, close] = keys === undefined ? '[]' : '{}';
    return `${open}${written.output}${node.cut === undefined ? close : node.cut}`;
  }

  /** The children one by one, when that takes fewer characters. */
  #ifShorter(node: JsonArray | JsonObject, length: number): string | undefined {
    const before = this.#used;
    this.#used = new Set(before);
    const written = this.#writeChildren(node);
    if (written.length < length * mostNestedShare) return written;
    this.#used = before;
    return undefined;
  }

  #writeChildren(node: JsonArray | JsonObject): string {
    if (node.kind === 'array') {
      const items = node.items.map(item => this.write(item)).join(',');
      return node.cut === undefined ? `[${items}]` : `[${items}${node.cut}`;
    }
    const members = node.values.map((value, i) => `"${node.keys[i] ?? ''}":${this.write(value)}`).join(',');
    return node.cut === undefined ? `{${members}}` : `{${members}${node.cut}`;
  }
}

function isTooNarrow(table: JsonTable, keys: readonly string[] | undefined): boolean {
  return keys === undefined && table.columns.length < 2;
}

/** Fewer records are no table of their own. */
const leastNested = 3;

/** True when cells hold lists that might be tables themselves. */
function holdsLists({ columns }: JsonTable): boolean {
  return columns.some(({ cells }) =>
    cells.some(cell => cell?.kind === 'array' && cell.items.length >= leastNested && cell.items[0]?.kind === 'object'),
  );
}

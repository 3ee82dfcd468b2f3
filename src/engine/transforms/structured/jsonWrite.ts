import type { JsonArray, JsonNode, JsonObject } from './jsonNodes.ts';
import { type JsonTable, tabulate } from './jsonTable.ts';
import { type TableText, writeTable } from './jsonTableText.ts';

/** What a compact text uses beyond plain JSON, so that its note explains just that. */
export interface Extras {
  readonly tables: number;
  readonly usesConstants: boolean;
  readonly usesPaths: boolean;
  readonly usesTextColumns: boolean;
  readonly usesAffixes: boolean;
  readonly usesLists: boolean;
  readonly usesWholes: boolean;
  readonly usesAliases: boolean;
  readonly usesKinds: boolean;
  /** Rows of maps, which begin with their key. */
  readonly usesKeys: boolean;
  /** Rows that were chosen, which begin with their number. */
  readonly usesNumbers: boolean;
}

/** Writes values on one line each, except that arrays and maps of similar records become tables where that is shorter. */
export class CompactWriter {
  readonly #text: string;
  readonly #used = {
    tables: 0,
    usesConstants: false,
    usesPaths: false,
    usesTextColumns: false,
    usesAffixes: false,
    usesLists: false,
    usesWholes: false,
    usesAliases: false,
    usesKinds: false,
    usesKeys: false,
    usesNumbers: false,
  };

  constructor(text: string) {
    this.#text = text;
  }

  get used(): Extras {
    return this.#used;
  }

  /** Values that stood on a line each, as one table: `[40 lines: a,b` … `]`. `undefined` when they are not alike. */
  writeLines(nodes: readonly JsonNode[]): string | undefined {
    const table = tabulate(nodes, this.#text);
    if (table === undefined || isTooNarrow(table, undefined)) return undefined;
    const written = writeTable(this.#text, table, { unit: 'lines' });
    this.note(written);
    return `[${written.output}]`;
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

  /** Tries a table; records keep their nested tables only when they are written one by one. */
  #shorter(node: JsonArray | JsonObject, children: readonly JsonNode[], keys: readonly string[] | undefined): string {
    const table = tabulate(children, this.#text);
    if (table === undefined || isTooNarrow(table, keys)) return this.#writeChildren(node);
    const written = writeTable(this.#text, table, { keys });
    if (written.output.length >= node.size * 0.95) return this.#writeChildren(node);
    this.note(written);
    const [open, close] = keys === undefined ? '[]' : '{}';
    return `${open}${written.output}${node.cut === undefined ? close : node.cut}`;
  }

  /** Counts what a table uses, also for tables that were written elsewhere. */
  note(written: TableText): void {
    this.#used.tables++;
    this.#used.usesConstants ||= written.usesConstants;
    this.#used.usesPaths ||= written.usesPaths;
    this.#used.usesTextColumns ||= written.usesTextColumns;
    this.#used.usesAffixes ||= written.usesAffixes;
    this.#used.usesLists ||= written.usesLists;
    this.#used.usesWholes ||= written.usesWholes;
    this.#used.usesAliases ||= written.usesAliases;
    this.#used.usesKinds ||= written.usesKinds;
    this.#used.usesKeys ||= written.usesKeys;
    this.#used.usesNumbers ||= written.usesNumbers;
  }

  /** Counts a list whose elements were written with their numbers. */
  noteNumbers(): void {
    this.#used.tables++;
    this.#used.usesNumbers = true;
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

import { rememberLast } from '../../rememberLast.ts';

/** A mapping or a list as it stands in block YAML. Keys and values keep their spelling. */
export interface YamlBlock {
  readonly kind: 'map' | 'list';
  /** Column at which its keys or dashes stand. */
  readonly indent: number;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  /** As spelled, quotes included; items of lists have none. */
  readonly key?: string;
  /** What follows on the line after one blank, and the lines on which a long value goes on. */
  readonly value?: string;
  readonly block?: YamlBlock;
  /** Numbers of its lines from 0; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** True when keys and values are all that its lines hold: no comments, no blank lines. */
  readonly isPlain: boolean;
}

/** Documents of a YAML text, up to the line where it stops being the YAML that tools print. */
export interface YamlText {
  readonly lines: readonly string[];
  readonly documents: readonly YamlBlock[];
  /** Number of the first line that is not part of any document. */
  readonly end: number;
}

/** A text is YAML when at least this share of its lines is: clients cut outputs, and tools add a line of their own. */
const leastShare = 0.6;
const leastEntries = 8;
const maxDepth = 60;
const maxEntries = 100_000;

/**
 * Reads the block YAML that tools print: two-way indentation, plain and quoted scalars, block scalars, flow values on one line.
 * `undefined` for anything else; prose and logs never nest like that without repeating a key.
 */
export const parseYaml = rememberLast(readYaml);

function readYaml(text: string): YamlText | undefined {
  if (!startsLikeYaml(text)) return undefined;
  const lines = text.split('\n');
  const whole = new Parser(lines, lines.length);
  let documents = whole.parseDocuments();
  let end = lines.length;
  if (documents === undefined) {
    end = whole.at;
    if (end < lines.length * leastShare) return undefined;
    documents = new Parser(lines, end).parseDocuments();
  }
  return documents === undefined || !isNested(documents) ? undefined : { lines, documents, end };
}

/** Lists of `name: value` are what many tools print about themselves; only what nests is surely YAML. */
function isNested(documents: readonly YamlBlock[]): boolean {
  const countEntries = ({ entries }: YamlBlock): number =>
    entries.reduce((sum, { block }) => sum + 1 + (block === undefined ? 0 : countEntries(block)), 0);
  const outer = documents.reduce((sum, { entries }) => sum + entries.length, 0);
  const all = documents.reduce((sum, document) => sum + countEntries(document), 0);
  return all >= leastEntries && outer <= all / 2;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\w$./<~(+=^-]\S*?):(?: (.*))?$/;
const blockScalar = /^[|>][+-]?[1-9]?[+-]?$/;
const noise = /^\s*(?:#.*)?$/;
const separator = /^(?:---|\.\.\.)(?:\s+#.*)?$/;

/** A quick look before anything is split: the first line that says something names a key, alone or in a list. */
function startsLikeYaml(text: string): boolean {
  const first = /^(?:(?:---.*|\s*#.*|\s*)\n)*(?:- )*("[^"\n]*"|'[^'\n]*'|[\w$./<~-][^\s:]*):(?: |\n)/.exec(
    text.slice(0, 4000),
  );
  return first !== null && /\n {1,8}(?:- )*[\w"'$./<~-]|\n- /.test(text.slice(0, 4000)) && !text.includes('\r');
}

class Parser {
  readonly #lines: readonly string[];
  readonly #count: number;
  /** The line being read; after a failure the line that could not be. */
  at = 0;
  #depth = 0;
  #entries = 0;

  constructor(lines: readonly string[], count: number) {
    this.#lines = lines;
    this.#count = count;
  }

  parseDocuments(): YamlBlock[] | undefined {
    const documents: YamlBlock[] = [];
    for (;;) {
      this.#skipNoise();
      if (this.at >= this.#count) return documents.length > 0 ? documents : undefined;
      if (separator.test(this.#line())) {
        this.at++;
        continue;
      }
      const document = this.#block(this.#indent());
      if (document === undefined) return undefined;
      this.#skipNoise();
      if (this.at < this.#count && !separator.test(this.#line())) return undefined;
      documents.push(document);
    }
  }

  /** Reads entries from the current line on; `column` may lie behind a dash on it. */
  #block(column: number): YamlBlock | undefined {
    if (++this.#depth > maxDepth) return undefined;
    const kind = startsItem(this.#line().slice(column)) ? 'list' : 'map';
    const entries: YamlEntry[] = [];
    const keys = new Set<string>();
    do {
      const entry = kind === 'list' ? this.#item(column) : this.#member(column);
      if (entry === undefined || keys.has(entry.key ?? '') || ++this.#entries > maxEntries) return undefined;
      if (entry.key !== undefined) keys.add(entry.key);
      entries.push(entry);
      this.#skipNoise();
    } while (this.#continues(column, kind));
    this.#depth--;
    return { kind, indent: column, entries };
  }

  /** What does not continue a block must close it: the block around it judges the line. */
  #continues(column: number, kind: YamlBlock['kind']): boolean {
    if (this.at >= this.#count || this.#indent() !== column) return false;
    const line = this.#line();
    if (column === 0 && separator.test(line)) return false;
    return startsItem(line.slice(column)) === (kind === 'list');
  }

  #item(column: number): YamlEntry | undefined {
    const start = this.at;
    const rest = this.#line().slice(column + 2);
    if (rest === '' || rest.startsWith(' ')) return undefined;
    if (startsItem(rest) || isKeyLine(rest)) {
      const block = this.#block(column + 2);
      return block === undefined ? undefined : this.#entry({ start, block });
    }
    const value = this.#value(rest, column);
    return value === undefined ? undefined : this.#entry({ start, value });
  }

  #member(column: number): YamlEntry | undefined {
    const start = this.at;
    const [, key, rest] = keyPattern.exec(this.#line().slice(column)) ?? [];
    if (key === undefined) return undefined;
    if (rest !== undefined) {
      const value = this.#value(rest, column);
      return value === undefined ? undefined : this.#entry({ start, key, value });
    }
    this.at++;
    this.#skipNoise();
    const indent = this.at < this.#count ? this.#indent() : -1;
    const isNested = indent > column || (indent === column && startsItem(this.#line().slice(column)));
    if (!isNested) return this.#entry({ start, key });
    const block = this.#block(indent);
    return block === undefined ? undefined : this.#entry({ start, key, block });
  }

  /** A value that begins on the current line, with every line on which it goes on. */
  #value(rest: string, column: number): string | undefined {
    if (rest === '') return undefined;
    const start = this.at++;
    const quote = /^["']/.exec(rest)?.[0];
    if (blockScalar.test(rest)) {
      while (this.at < this.#count && (this.#indent() > column || this.#line().trim() === '')) this.at++;
      while (this.#lines[this.at - 1]?.trim() === '') this.at--;
    } else if (quote !== undefined && !endsQuoted(rest, quote)) {
      let value = rest;
      do {
        if (this.at >= this.#count) return undefined;
        value += `\n${this.#line()}`;
        this.at++;
      } while (!endsQuoted(value, quote));
    } else if (quote === undefined) {
      // What an anchor or a tag on a line of its own names is more than a value.
      if (/^[&!]\S*$/.test(rest) && this.at < this.#count && this.#indent() > column) return undefined;
      while (this.at < this.#count && this.#indent() > column && !noise.test(this.#line())) this.at++;
    }
    return [rest, ...this.#lines.slice(start + 1, this.at)].join('\n');
  }

  #entry(entry: Pick<YamlEntry, 'key' | 'value' | 'block' | 'start'>): YamlEntry {
    const last = entry.block?.entries.at(-1);
    const end = last?.end ?? entry.start + (entry.value?.split('\n').length ?? 1);
    return { ...entry, end, isPlain: entry.block === undefined || isGapless(entry.start, entry.block) };
  }

  #skipNoise(): void {
    while (this.at < this.#count && noise.test(this.#line())) this.at++;
  }

  #line(): string {
    return this.#lines[this.at] ?? '';
  }

  #indent(): number {
    const indent = this.#line().search(/[^ ]/);
    return indent < 0 ? 0 : indent;
  }
}

/** True when the entries follow each other, and their parent's line, without a line between. */
function isGapless(start: number, { entries }: YamlBlock): boolean {
  let next: number | undefined;
  return entries.every(entry => {
    const isNext = next === undefined ? entry.start <= start + 1 : entry.start === next;
    next = entry.end;
    return isNext && entry.isPlain;
  });
}

function startsItem(rest: string): boolean {
  return rest.startsWith('- ') || rest === '-';
}

function isKeyLine(rest: string): boolean {
  return keyPattern.test(rest);
}

/** Whether a quoted scalar is closed, with nothing but a comment behind it. */
function endsQuoted(value: string, quote: string): boolean {
  const pattern = quote === '"' ? /^"(?:[^"\\]|\\[\s\S])*"\s*(?:#.*)?$/ : /^'(?:[^']|'')*'\s*(?:#.*)?$/;
  return pattern.test(value);
}

/**
 * Gives back the bytes of what `json_records` wrote: written from its note and the format alone, without its code. Of JSON that
 * was spaced irregularly it gives the values on one line.
 */
export function decodeJson(output: string): string {
  const end = output.indexOf('\n');
  const was = /^\[headroom: JSON re-laid-out, values unchanged; was ([^;\]]+)/.exec(output.slice(0, end))?.[1];
  if (was === undefined) throw new Error('no note of json_records');
  return new Decoder(output.slice(end + 1), parseLayout(was)).decode();
}

interface Layout {
  readonly newline: string;
  readonly indent: string;
  readonly colon: string;
  readonly comma: string;
}

function parseLayout(name: string): Layout {
  const [form = '', ...details] = name.split(', ');
  if (form === 'one line' || form === 'spaced irregularly') {
    return {
      newline: '',
      indent: '',
      colon: details.includes('space after colon') ? ': ' : ':',
      comma: details.includes('space after comma') ? ', ' : ',',
    };
  }
  const unit = /^indent (\d|tab)$/.exec(form)?.[1];
  if (unit === undefined) throw new Error(`unknown layout ${name}`);
  return {
    newline: details.includes('CRLF') ? '\r\n' : '\n',
    indent: unit === 'tab' ? '\t' : ' '.repeat(Number(unit)),
    colon: details.includes('no space after colon') ? ':' : ': ',
    comma: ',',
  };
}

type Step = string | number;

interface Head {
  readonly path: readonly Step[];
  readonly isText: boolean;
  readonly constant?: string;
  /** What stands around `{}`: the cells hold what is between. */
  readonly around?: readonly [string, string];
  /** Name of the column whose cells these are. */
  readonly alias?: string;
  /** True for cells that stand in the line of the row's kind. */
  readonly isMarked: boolean;
}

interface Cell {
  readonly path: readonly Step[];
  readonly value: string;
}

/** Thrown where the text cannot be a value. */
class NotJson extends Error {}

class Decoder {
  readonly #text: string;
  readonly #layout: Layout;
  #at = 0;
  #isCut = false;

  constructor(text: string, layout: Layout) {
    this.#text = text;
    this.#layout = layout;
  }

  decode(): string {
    let decoded = '';
    while (this.#at < this.#text.length) {
      const start = this.#at;
      const value = /[[{]/.test(this.#text[start] ?? '') ? this.#tryDocument() : undefined;
      if (value !== undefined) {
        decoded += value;
        if (/[[{]/.test(this.#text[this.#at] ?? '')) continue;
      } else this.#at = start;
      decoded += this.#restOfLine();
    }
    return decoded;
  }

  #restOfLine(): string {
    const newline = this.#text.indexOf('\n', this.#at);
    const end = newline < 0 ? this.#text.length : newline + 1;
    const line = this.#text.slice(this.#at, end);
    this.#at = end;
    return line;
  }

  #tryDocument(): string | undefined {
    try {
      const value = this.#lines() ?? this.#value(0);
      return this.#isCut || /^(?:\r?\n|$|[[{])/.test(this.#text.slice(this.#at, this.#at + 2)) ? value : undefined;
    } catch (error) {
      if (error instanceof NotJson) return undefined;
      throw error;
    }
  }

  #lines(): string | undefined {
    const count = /^\[(\d+) lines(?:, \d+ kinds)?: /.exec(this.#text.slice(this.#at, this.#at + 40))?.[1];
    return count === undefined ? undefined : this.#table(Number(count), 0, 'lines').join('\n');
  }

  #value(depth: number): string {
    const first = this.#text[this.#at];
    if (first === '[' || first === '{') return this.#container(depth, first);
    const scalar =
      /^(?:"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/.exec(
        this.#text.slice(this.#at),
      )?.[0] ?? '';
    const isAtEnd = this.#at + scalar.length >= this.#text.length;
    if (scalar === '' || (isAtEnd && /^-?\d/.test(scalar))) {
      if (isAtEnd || /^(?:"(?:[^"\\\n]|\\.?)*|-|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?)$/.test(this.#text.slice(this.#at)))
        this.#isCut = true;
      throw new NotJson();
    }
    this.#at += scalar.length;
    return scalar;
  }

  #container(depth: number, open: string): string {
    const isMap = open === '{';
    const close = isMap ? '}' : ']';
    const count = /^[[{](\d+) rows(?:, \d+ kinds)?: /.exec(this.#text.slice(this.#at, this.#at + 40))?.[1];
    if (count !== undefined) return this.#finish(open, close, this.#table(Number(count), depth + 1, open), depth);
    this.#at++;
    const children: string[] = [];
    for (;;) {
      const lastEnd = this.#at;
      if (this.#text[this.#at] === close && children.length === 0) break;
      if (children.length > 0) {
        if (this.#text[this.#at] === close) break;
        if (this.#text[this.#at] === ',') this.#at++;
        else if (!this.#startsCut(lastEnd)) throw new NotJson();
      }
      const child = this.#isCut ? undefined : this.#child(depth, isMap);
      if (child !== undefined) children.push(child);
      if (this.#isCut) return this.#open(open, children, depth) + (child === undefined ? this.#takeFrom(lastEnd) : '');
    }
    return this.#finish(open, close, children, depth);
  }

  /** A cut text goes on with original whitespace, or ends. */
  #startsCut(at: number): boolean {
    this.#isCut = /^\s*(?:$|,\s*(?:$|["\w-]))/.test(this.#text.slice(at));
    return this.#isCut;
  }

  #takeFrom(at: number): string {
    this.#at = this.#text.length;
    return this.#text.slice(at);
  }

  #child(depth: number, isMap: boolean): string | undefined {
    try {
      if (!isMap) return this.#value(depth + 1);
      const key = this.#value(depth + 1);
      if (this.#text[this.#at] !== ':') {
        if (this.#startsCut(this.#at) || /^\s*:\s*$/.test(this.#text.slice(this.#at))) this.#isCut = true;
        throw new NotJson();
      }
      this.#at++;
      return key + this.#layout.colon + this.#value(depth + 1);
    } catch (error) {
      if (error instanceof NotJson) {
        if (this.#isCut || /^\s*$/.test(this.#text.slice(this.#at))) {
          this.#isCut = true;
          return undefined;
        }
        // A key or value that never came whole, spaced as in the original.
        if (
          /^\s*(?:"(?:[^"\\\n]|\\.)*"\s*:\s*)?(?:"(?:[^"\\\n]|\\.?)*"?|[-+\d.eE]*|[a-z]*)\s*$/.test(
            this.#text.slice(this.#at),
          )
        ) {
          this.#isCut = true;
          return undefined;
        }
      }
      throw error;
    }
  }

  #open(open: string, children: readonly string[], depth: number): string {
    const { newline, indent, comma } = this.#layout;
    const gap = newline === '' ? '' : newline + indent.repeat(depth + 1);
    return open + children.map((child, i) => (i === 0 ? '' : newline === '' ? comma : ',') + gap + child).join('');
  }

  #finish(open: string, close: string, children: readonly string[], depth: number): string {
    const { newline, indent } = this.#layout;
    const opened = this.#open(open, children, depth);
    if (this.#isCut) return opened;
    if (this.#text[this.#at] === close) {
      this.#at++;
      return opened + (children.length === 0 || newline === '' ? '' : newline + indent.repeat(depth)) + close;
    }
    const rest = opened + this.#takeFrom(this.#at);
    this.#isCut = true;
    return rest;
  }

  /** Rows as JSON texts at a depth. */
  #table(count: number, depth: number, open: string): string[] {
    const header = this.#restOfLine();
    const kindCount = Number(/, (\d+) kinds: /.exec(header.slice(0, 40))?.[1] ?? 0);
    const table = {
      heads: parseHeads(header.slice(header.indexOf(': ') + 2, -1).replace(/^\(key\),/, '')),
      kinds: kindCount === 0 ? undefined : new Map<string, readonly string[]>(),
    };
    for (let i = 0; i < kindCount; i++) {
      const line = this.#restOfLine().slice(0, -1);
      table.kinds?.set(line.slice(0, line.indexOf('=')), splitCells(line.slice(line.indexOf('=') + 1)));
    }
    const rows: string[] = [];
    for (let i = 0; i < count; i++) {
      rows.push(this.#wholeRow(depth, open === '{') ?? this.#cellRow(table, depth, open === '{'));
      if (this.#isCut) return rows;
      this.#at++;
    }
    if (open === 'lines') this.#at++;
    return rows;
  }

  /** A row that did not fit the columns is the value itself, alone on its line. */
  #wholeRow(depth: number, isMap: boolean): string | undefined {
    const start = this.#at;
    try {
      let key = '';
      if (isMap) {
        const spelled = /^"(?:[^"\\\n]|\\.)*":/.exec(this.#text.slice(start))?.[0];
        if (spelled === undefined) throw new NotJson();
        this.#at += spelled.length;
        key = spelled.slice(0, -1) + this.#layout.colon;
      }
      const value = this.#value(depth);
      if (this.#isCut) return key + (value.endsWith('\n') ? value.slice(0, -1) : value);
      if (this.#text[this.#at] === '\n') return key + value;
    } catch (error) {
      if (!(error instanceof NotJson)) throw error;
    }
    this.#isCut = false;
    this.#at = start;
    return undefined;
  }

  #cellRow({ heads, kinds }: Table, depth: number, isMap: boolean): string {
    const line = this.#text.slice(this.#at, this.#text.indexOf('\n', this.#at));
    const cells = splitCells(line);
    this.#at += line.length;
    const key = isMap ? unquote(cells.shift() ?? '') : undefined;
    const kind = kinds === undefined ? [] : [...(kinds.get(cells.shift() ?? '') ?? [])];
    const written = heads.filter(head => head.constant === undefined && head.alias === undefined);
    const own = written.filter(({ isMarked }) => !isMarked).length;
    if (cells.length !== own && !(own === 0 && cells.join('') === '')) {
      throw new Error(`${cells.length} cells for ${own} columns: ${line}`);
    }
    const raw = new Map(written.map(head => [head, (head.isMarked ? kind : cells).shift() ?? '']));
    const values = heads.flatMap(head => this.#columnValue(head, { heads, raw }, depth) ?? []);
    const object = this.#build('{', values, depth);
    return key === undefined ? object : `"${key}"${this.#layout.colon}${object}`;
  }

  #columnValue(
    head: Head,
    { heads, raw }: { readonly heads: readonly Head[]; readonly raw: ReadonlyMap<Head, string> },
    depth: number,
  ): Cell | undefined {
    const source = head.alias === undefined ? head : heads.find(other => nameOf(other.path) === head.alias);
    if (source === undefined) throw new Error(`no column ${head.alias}`);
    const cell = head.constant ?? raw.get(source) ?? '';
    if (cell === '') return undefined;
    const above = head.constant === undefined ? (/^=*/.exec(cell)?.[0].length ?? 0) : 0;
    const path = head.path.slice(0, head.path.length - above);
    // What stands for more than its column is spelled as JSON.
    const plain = above === 0 ? source : { isText: false, isMarked: false };
    return { path, value: this.#cellValue(cell.slice(above), { ...plain, path }, depth) };
  }

  #cellValue(cell: string, head: Head, depth: number): string {
    if (head.around !== undefined && head.constant === undefined)
      return `"${head.around[0]}${unquote(cell)}${head.around[1]}"`;
    if (cell.startsWith('"')) return cell;
    if (cell.startsWith('[') || cell.startsWith('{'))
      return new Decoder(cell, this.#layout).#value(depth + head.path.length);
    if (head.isText) return `"${cell}"`;
    return /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(cell) ? cell : `"${cell}"`;
  }

  /** Builds nested objects and lists from paths, in column order. */
  #build(open: '{' | '[', cells: readonly Cell[], depth: number): string {
    const members: string[] = [];
    for (let i = 0; i < cells.length; ) {
      const step = cells[i]?.path[0] ?? '';
      const group = cells.slice(i).filter(({ path }) => path[0] === step);
      const [first] = group;
      const value =
        first === undefined || first.path.length === 1
          ? (first?.value ?? '')
          : this.#build(
              typeof first.path[1] === 'number' ? '[' : '{',
              group.map(({ path, value }) => ({ path: path.slice(1), value })),
              depth + 1,
            );
      members.push(open === '[' ? value : `"${step}"${this.#layout.colon}${value}`);
      i += group.length;
    }
    const { newline, indent } = this.#layout;
    const close = open === '[' ? ']' : '}';
    return `${this.#open(open, members, depth)}${newline === '' ? '' : newline + indent.repeat(depth)}${close}`;
  }
}

interface Table {
  readonly heads: readonly Head[];
  readonly kinds: ReadonlyMap<string, readonly string[]> | undefined;
}

function parseHeads(header: string): Head[] {
  return new HeadParser(header).parse([], false);
}

/** `a{b,c=1},d.e,f[0.g,1.g]`, with `:text`, `=constant`, `=x{}y`, `==other` and `*` behind the names. */
class HeadParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(above: readonly Step[], isList: boolean): Head[] {
    const heads: Head[] = [];
    for (;;) {
      heads.push(...this.#head(above, isList));
      if (this.#text[this.#at] !== ',') return heads;
      this.#at++;
    }
  }

  #head(above: readonly Step[], isList: boolean): Head[] {
    const name = this.#step();
    const path = [...above, isList ? Number(name) : name];
    const next = this.#text[this.#at];
    if (next === '.') {
      this.#at++;
      return this.#head(path, false);
    }
    if (next !== '{' && next !== '[') return [this.#leaf(path)];
    this.#at++;
    const heads = this.parse(path, next === '[');
    this.#at++;
    return heads;
  }

  #leaf(path: readonly Step[]): Head {
    const isText = this.#take(/^:text/) !== '';
    const head = { path, isText };
    if (this.#take(/^==/) !== '') {
      const alias = this.#take(/^(?:"(?:[^"\\\n]|\\.)*"|\[\d+\]|[\w$@/ .-])+/);
      return { ...head, alias, isMarked: this.#take(/^\*/) !== '' };
    }
    if (this.#take(/^=/) === '') return { ...head, isMarked: this.#take(/^\*/) !== '' };
    const rest = this.#text.slice(this.#at);
    const isNested = /^[[{]/.test(rest) && !/^\{\}(?![,}\]*]|$)/.test(rest);
    const value = isNested ? rest.slice(0, nestedLength(rest)) : this.#take(/^"(?:[^"\\\n]|\\.)*"|^(?:\{\}|[^,}\]*])*/);
    if (isNested) this.#at += value.length;
    const isMarked = this.#take(/^\*/) !== '';
    const [prefix = '', suffix] = isNested || value.startsWith('"') ? [] : value.split('{}');
    return suffix === undefined
      ? { ...head, constant: value, isMarked }
      : { ...head, isText: true, around: [prefix, suffix], isMarked };
  }

  #step(): string {
    return this.#take(/^"(?:[^"\\\n]|\\.)*"|^[\w$@/ -]+/).replace(/^"([\s\S]*)"$/, '$1');
  }

  #take(pattern: RegExp): string {
    const taken = pattern.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += taken.length;
    return taken;
  }
}

function nameOf(path: readonly Step[]): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      return `${i === 0 ? '' : '.'}${/^[\w$@/ -]+$/.test(step) ? step : `"${step}"`}`;
    })
    .join('');
}

function splitCells(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = at;
    while (line[at] === '=') at++;
    const first = line[at];
    if (first === '"') at += /^"(?:[^"\\\n]|\\.)*"/.exec(line.slice(at))?.[0].length ?? 0;
    else if (first === '[' || first === '{') at += nestedLength(line.slice(at));
    else at = line.indexOf(',', at) < 0 ? line.length : line.indexOf(',', at);
    cells.push(line.slice(start, at));
    if (line[at] !== ',') return cells;
    at++;
  }
}

function nestedLength(text: string): number {
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"') at += (/^"(?:[^"\\\n]|\\.)*"/.exec(text.slice(at))?.[0].length ?? 1) - 1;
    else if (char === '[' || char === '{') level++;
    else if ((char === ']' || char === '}') && --level === 0) return at + 1;
  }
  return text.length;
}

function unquote(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1) : cell;
}

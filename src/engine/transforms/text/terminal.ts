import { isAlarming } from './severity.ts';

export interface Settled {
  readonly text: string;
  /** For each line of `text`, the line of the original that drew it last; both count from 0. */
  readonly originLines: readonly number[];
}

/**
 * What a terminal would show in the end: colours gone, lines that were drawn over and over settled. A state that was drawn
 * over stays, above the line, when it holds an error word. `undefined` for full-screen programs, which place text freely.
 */
export function settle(text: string): Settled | undefined {
  const screen = new Screen();
  for (let at = 0; at < text.length; ) {
    const special = nextSpecial(text, at);
    if (special > at) screen.write(text.slice(at, special));
    if (special >= text.length) break;
    const end = screen.control(text, special);
    if (end === undefined || screen.hasLostTooMuch) return undefined;
    at = end;
  }
  return screen.toSettled();
}

/** True when there is anything to settle: escape sequences, backspaces, or returns that are no line ends. */
export function isUnsettled(text: string): boolean {
  return unsettled.test(text);
}

const esc = '\u001b';
const bell = '\u0007';
const backspace = '\u0008';
const unsettled = new RegExp(`[${esc}${backspace}]|\\r(?![\\n\\r]|$)`);
const special = new RegExp(`[${esc}${backspace}\\r\\n]`, 'g');
const control = String.raw`\[([0-9;?]{0,32})([@-~])`;
const command = String.raw`\][^${bell}${esc}]{0,2000}(?:${bell}|${esc}\\)`;
const sequence = new RegExp(`${esc}(?:${control}|${command}|[()*+][0-9A-Za-z]|[=>78cDEM])?`, 'y');

function nextSpecial(text: string, from: number): number {
  special.lastIndex = from;
  return special.exec(text)?.index ?? text.length;
}

const maxLostStates = 100;

class Screen {
  private readonly rows: string[] = [''];
  /** For each row, the line of the original that drew it last. */
  private readonly drawnBy: number[] = [0];
  /** Alarming states of a row that were drawn over, oldest first, and the line of the original that drew each. */
  private readonly lost = new Map<number, Map<string, number>>();
  private row = 0;
  private column = 0;
  /** Of the original. */
  private line = 0;
  /** A screen that draws errors over hundreds of times is better left as it came. */
  hasLostTooMuch = false;

  write(text: string): void {
    const old = this.rows[this.row] ?? '';
    if (this.column < old.length) this.remember(old);
    const before = this.column > old.length ? old.padEnd(this.column) : old.slice(0, this.column);
    this.rows[this.row] = before + text + old.slice(this.column + text.length);
    this.drawnBy[this.row] = this.line;
    this.column += text.length;
  }

  /** Obeys the control character at `at` and says where the text goes on; `undefined` when it cannot. */
  control(text: string, at: number): number | undefined {
    switch (text[at]) {
      case '\n':
        this.startLine();
        return at + 1;
      case '\r':
        // A return before the line's end is part of the line end and stays.
        if (text[at + 1] === '\n') this.rows[this.row] += '\r';
        this.column = 0;
        return at + 1;
      case backspace:
        this.column = Math.max(0, this.column - 1);
        return at + 1;
      default:
        return this.escape(text, at);
    }
  }

  toSettled(): Settled {
    const out: string[] = [];
    const originLines: number[] = [];
    this.rows.forEach((row, i) => {
      for (const [state, line] of this.lost.get(i) ?? []) {
        if (state.trimEnd() === row.trimEnd()) continue;
        out.push(state.trimEnd());
        originLines.push(line);
      }
      out.push(withoutTrailingBlanks(row));
      originLines.push(this.drawnBy[i] ?? 0);
    });
    return { text: out.join('\n'), originLines };
  }

  private startLine(): void {
    this.line += 1;
    this.row += 1;
    this.column = 0;
    if (this.row === this.rows.length) this.rows.push('');
    // Nothing else says which line an empty row is.
    if (this.rows[this.row] === '') this.drawnBy[this.row] = this.line;
  }

  private escape(text: string, at: number): number | undefined {
    sequence.lastIndex = at;
    const match = sequence.exec(text);
    const end = at + (match?.[0].length ?? 1);
    const final = match?.[2];
    if (final === undefined) return end;
    const count = Math.max(1, Number.parseInt(match?.[1] ?? '', 10) || 1);
    switch (final) {
      case 'K':
        this.eraseLine(match?.[1] ?? '');
        return end;
      case 'J':
        this.eraseBelow();
        return end;
      case 'A':
      case 'F':
        this.row = Math.max(0, this.row - count);
        if (final === 'F') this.column = 0;
        return end;
      case 'B':
      case 'E':
        this.moveDown(count);
        if (final === 'E') this.column = 0;
        return end;
      case 'C':
        this.column = Math.min(1000, this.column + count);
        return end;
      case 'D':
        this.column = Math.max(0, this.column - count);
        return end;
      case 'G':
        this.column = Math.min(1000, count - 1);
        return end;
      case 'H':
      case 'f':
      case 'd':
        return undefined;
      default:
        return end;
    }
  }

  private eraseLine(mode: string): void {
    const old = this.rows[this.row] ?? '';
    if (old.trim() !== '') this.remember(old);
    if (mode === '2') this.rows[this.row] = '';
    else if (mode === '1') this.rows[this.row] = ' '.repeat(Math.min(this.column, old.length)) + old.slice(this.column);
    else this.rows[this.row] = old.slice(0, this.column);
  }

  private eraseBelow(): void {
    this.eraseLine('0');
    for (let i = this.row + 1; i < this.rows.length; i++) {
      const old = this.rows[i] ?? '';
      if (old.trim() === '') continue;
      const row = this.row;
      this.row = i;
      this.remember(old);
      this.row = row;
      this.rows[i] = '';
    }
  }

  /** A terminal does not scroll for a cursor that moves down, so the last row is the end. */
  private moveDown(count: number): void {
    this.row = Math.min(this.row + count, this.rows.length - 1);
  }

  private remember(state: string): void {
    if (!isAlarming(state)) return;
    const states = this.lost.get(this.row) ?? new Map<string, number>();
    if (!states.has(state)) states.set(state, this.drawnBy[this.row] ?? 0);
    this.lost.set(this.row, states);
    if (states.size > maxLostStates) this.hasLostTooMuch = true;
  }
}

/** A carriage return at the end stays. In one step per blank, where an expression would begin anew at each. */
function withoutTrailingBlanks(row: string): string {
  const lineEnd = row.endsWith('\r') ? '\r' : '';
  let end = row.length - lineEnd.length;
  while (end > 0 && ' \t'.includes(row.charAt(end - 1))) end--;
  return row.slice(0, end) + lineEnd;
}

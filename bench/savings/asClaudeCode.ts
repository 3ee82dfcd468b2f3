import { isFileRead } from '../../src/engine/transforms/fileReads.ts';
import type { Item } from './corpus.ts';

/** Most characters of a shell result or an MCP result that Claude Code lets through whole (measured in November 2026). */
const maxResultChars = 29_900;
/** The same for its file reader, gutter included. */
const maxReadChars = 127_000;

/** An item as that client would send it: cut at the end of a line, file reads with their gutter of line numbers. */
export function asClaudeCode(item: Item): Item {
  if (!isFileRead(item)) return { ...item, text: cutAtLine(item.text, maxResultChars) };
  const numbered = hasGutter(item.text) ? item.text : withGutter(item.text);
  return { ...item, text: cutAtLine(numbered, maxReadChars) };
}

function cutAtLine(text: string, most: number): string {
  if (text.length <= most) return text;
  const lineEnd = text.lastIndexOf('\n', most);
  return text.slice(0, lineEnd > most / 2 ? lineEnd + 1 : most);
}

function hasGutter(text: string): boolean {
  return /^\s*\d+(?:\t|→)/.test(text);
}

function withGutter(text: string): string {
  return text
    .split('\n')
    .map((line, i) => `${String(i + 1).padStart(6)}\t${line}`)
    .join('\n');
}

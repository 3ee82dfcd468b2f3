import type { JsonArray, JsonDocument, JsonNode, JsonObject } from './jsonNodes.ts';

/** Where a JSON text has whitespace. With it, the text can be written again from its values alone. */
export interface JsonLayout {
  /** One level of indentation; empty when everything is on one line. */
  readonly indent: string;
  readonly newline: '' | '\n' | '\r\n';
  readonly colon: ':' | ': ';
  /** Between elements on one line. */
  readonly comma: ',' | ', ';
}

/** How a note names a layout. The names are different for different layouts, so a decoder can read them back. */
export function layoutName({ indent, newline, colon, comma }: JsonLayout): string {
  if (newline === '') {
    return `one line${comma === ', ' ? ', space after comma' : ''}${colon === ': ' ? ', space after colon' : ''}`;
  }
  const unit = indent === '\t' ? 'tab' : `${indent.length}`;
  return `indent ${unit}${newline === '\r\n' ? ', CRLF' : ''}${colon === ':' ? ', no space after colon' : ''}`;
}

/** True when the document can be written again, byte for byte, from its values and the layout. */
export function followsLayout(document: JsonDocument, layout: JsonLayout): boolean {
  return follows(document.text, document.root, layout, 0);
}

/** The layout that a document seems to follow, judged by the first container that has something in it. */
export function guessLayout({ text, root }: JsonDocument): JsonLayout | undefined {
  const first = /[[{](\r?\n)?([ \t]*)[^\s\]}]/.exec(text.slice(root.start, root.start + 200));
  const colon = /^[^:]*"(?:[^"\\]|\\.)*":( ?)/.exec(text.slice(root.start, root.start + 2000))?.[1] === '' ? ':' : ': ';
  const newline = first?.[1];
  if (newline === '\n' || newline === '\r\n') {
    const indent = first?.[2] ?? '';
    const isUniform = indent !== '' && (indent === '\t' || /^ {1,8}$/.test(indent));
    return isUniform ? { indent, newline, colon, comma: ',' } : undefined;
  }
  const spaced: JsonLayout = { indent: '', newline: '', colon, comma: ', ' };
  return separatesWithSpace(text, root) ? spaced : { ...spaced, comma: ',' };
}

function separatesWithSpace(text: string, node: JsonNode): boolean {
  const children = node.kind === 'array' ? node.items : node.kind === 'object' ? node.values : [];
  const first = children[0];
  if (first === undefined) return false;
  if (children.length > 1) return text.startsWith(', ', first.end);
  return separatesWithSpace(text, first);
}

function follows(text: string, node: JsonNode, layout: JsonLayout, depth: number): boolean {
  switch (node.kind) {
    case 'array':
      return arrayFollows(text, node, layout, depth);
    case 'object':
      return objectFollows(text, node, layout, depth);
    default:
      return true;
  }
}

function arrayFollows(text: string, array: JsonArray, layout: JsonLayout, depth: number): boolean {
  const breaks = lineBreak(layout, depth + 1);
  let at = array.start + 1;
  for (let i = 0; i < array.items.length; i++) {
    const item = array.items[i];
    const gap = i === 0 ? breaks : separator(layout) + breaks;
    if (item === undefined || item.start !== at + gap.length || !text.startsWith(gap, at)) return false;
    if (!follows(text, item, layout, depth + 1)) return false;
    at = item.end;
  }
  return array.cut !== undefined || endsAsExpected(text, at, array, array.items.length === 0, lineBreak(layout, depth));
}

function objectFollows(text: string, object: JsonObject, layout: JsonLayout, depth: number): boolean {
  const breaks = lineBreak(layout, depth + 1);
  let at = object.start + 1;
  for (let i = 0; i < object.values.length; i++) {
    const value = object.values[i];
    const key = object.keys[i];
    if (value === undefined || key === undefined) return false;
    const gap = i === 0 ? breaks : separator(layout) + breaks;
    const keyEnd = at + gap.length + key.length + 2;
    if (!text.startsWith(gap, at) || value.start !== keyEnd + layout.colon.length) return false;
    if (!text.startsWith(layout.colon, keyEnd) || !follows(text, value, layout, depth + 1)) return false;
    at = value.end;
  }
  return (
    object.cut !== undefined || endsAsExpected(text, at, object, object.values.length === 0, lineBreak(layout, depth))
  );
}

function endsAsExpected(text: string, at: number, node: JsonNode, isEmpty: boolean, breaks: string): boolean {
  const gap = isEmpty ? '' : breaks;
  return node.end === at + gap.length + 1 && text.startsWith(gap, at);
}

/** The whitespace in front of an element at a depth. */
function lineBreak({ newline, indent }: JsonLayout, depth: number): string {
  return newline === '' ? '' : newline + indent.repeat(depth);
}

function separator({ newline, comma }: JsonLayout): string {
  return newline === '' ? comma : ',';
}

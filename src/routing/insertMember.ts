import type { Node } from 'jsonc-parser';

/**
 * Adds a member at the end of an object, or an element when there is no key at the end of an array, laid out as its
 * neighbours are, and touches nothing else: the formatter of the parser would also lay out what stands beside it anew.
 */
export function insertMember(
  text: string,
  object: Node,
  { key, value }: { readonly key?: string; readonly value: unknown },
): string {
  const layout = layoutOf(text, object);
  const pretty = JSON.stringify(value, null, layout.unit).replaceAll('\n', layout.eol + layout.indent);
  const member = key === undefined ? pretty : `${JSON.stringify(key)}: ${pretty}`;
  const last = object.children?.at(-1);
  if (last !== undefined) {
    const gap = layout.isOneLine ? ' ' : layout.eol + layout.indent;
    return splice(text, last.offset + last.length, `,${gap}${member}`);
  }
  const rest = text.slice(object.offset + 1, object.offset + object.length - 1);
  const close = rest.includes('\n') ? '' : layout.eol + layout.indent.slice(layout.unit.length);
  // Only spaces of a line that we begin anew may go.
  const skipped = rest.trim() === '' && close !== '' ? rest.length : 0;
  const at = object.offset + 1;
  return `${text.slice(0, at)}${layout.eol}${layout.indent}${member}${close}${text.slice(at + skipped)}`;
}

interface Layout {
  readonly eol: string;
  /** One step. */
  readonly unit: string;
  /** Of the object's members. */
  readonly indent: string;
  readonly isOneLine: boolean;
}

function layoutOf(text: string, object: Node): Layout {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const last = object.children?.at(-1);
  if (last === undefined) return { eol, unit, indent: lineIndent(text, object.offset) + unit, isOneLine: false };
  const isOneLine = !text.slice(object.offset, last.offset).includes('\n');
  return { eol, unit, indent: lineIndent(text, last.offset), isOneLine };
}

/** The white space at the start of the line that holds this offset. */
function lineIndent(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function splice(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at);
}

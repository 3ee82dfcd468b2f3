import { createScanner, type Node } from 'jsonc-parser';

/**
 * Takes a member out of its object, or an element out of its array, with exactly one comma and the white space that it
 * stood in. Everything else keeps its bytes, also the comments beside it. `value` is a node of `text`, not its root.
 */
export function removeMember(text: string, value: Node): string {
  const member = value.parent?.type === 'property' ? value.parent : value;
  const container = member.parent;
  if (container === undefined) return text;
  const members = container.children ?? [];
  const at = members.indexOf(member);
  const [open, close] = [container.offset + 1, container.offset + container.length - 1];
  const [start, end] = [member.offset, member.offset + member.length];
  const last = members[at - 1];
  if (last !== undefined) return withoutFollower(text, last.offset + last.length, { start, end });
  const comma = commaIn(text, end, members[at + 1]?.offset ?? close);
  const around =
    text.slice(open, start) + text.slice(end, comma?.start ?? close) + text.slice(comma?.end ?? close, close);
  if (members.length === 1 && around.trim() === '') return without(text, [{ start: open, end: close }]);
  const isNear = comma !== undefined && text.slice(end, comma.start).trim() === '';
  return without(text, isNear ? [lineOf(text, { start, end: comma.end })] : [lineOf(text, { start, end }), comma]);
}

/** With the comma in front of it, as it was put in; a comment between the two stays. */
function withoutFollower(text: string, from: number, member: Span): string {
  const isNear = /^\s*,\s*$/.test(text.slice(from, member.start));
  if (isNear) return without(text, [{ start: from, end: member.end }]);
  return without(text, [commaIn(text, from, member.start), lineOf(text, member)]);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The comma between two places, not one inside a comment. */
function commaIn(text: string, from: number, to: number): Span | undefined {
  const scanner = createScanner(text.slice(from, to), true);
  scanner.scan();
  const start = from + scanner.getTokenOffset();
  return start < to && text[start] === ',' ? { start, end: start + 1 } : undefined;
}

/** With its line where it has one to itself, else with the spaces beside it. A line comment above keeps its own end. */
function lineOf(text: string, { start, end }: Span): Span {
  const indented = text.slice(0, start).search(/[ \t]*$/);
  const lineEnd = /\r?\n$/.exec(text.slice(0, indented))?.[0];
  const spaces = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  if (lineEnd === undefined) return { start: indented, end: indented < start ? end : end + spaces };
  const isAlone = /^\r?\n/.test(text.slice(end + spaces));
  return { start: isAlone ? indented - lineEnd.length : start, end: end + spaces };
}

/** `spans` stand in the order of the text. */
function without(text: string, spans: readonly (Span | undefined)[]): string {
  return spans
    .filter(span => span !== undefined)
    .reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

import fc from 'fast-check';
import { findNodeAtLocation, type JSONPath, type Node, type ParseError, parse, parseTree, visit } from 'jsonc-parser';
import { describe, expect, it, test } from 'vitest';
import { removeMember } from '../../src/routing/removeMember.ts';

describe('a member taken out of a foreign file', () => {
  it.each([
    ['["a", /* note */ "x"]', [1], '["a" /* note */]'],
    ['["a" /*n*/, "x" /*keep*/]', [1], '["a" /*n*/ /*keep*/]'],
    ['["a", // about, a\n "x"]', [1], '["a" // about, a\n ]'],
    ['[ /* keep */ "x", ]', [0], '[ /* keep */ ]'],
    ['["x", "b"]', [0], '["b"]'],
    ['[\n  "x",\n  "b"\n]', [0], '[\n  "b"\n]'],
    ['{ "x": "v", }', ['x'], '{}'],
    ['{ "x":"v",\n // about b\n "b":1 }', ['x'], '{\n // about b\n "b":1 }'],
    ['{\r\n  "a": 1,\r\n  "x": 1 // mine\r\n}', ['x'], '{\r\n  "a": 1 // mine\r\n}'],
  ])('leaves what stands around it in %j', (text, path, rest) => {
    expect(removed(text, path)).toBe(rest);
  });

  test('takes nothing else with it, wherever comments, commas and line ends stand', () => {
    fc.assert(
      fc.property(document, fc.nat(), (text, choice) => {
        const paths = pathsOf(read(text), []);
        const path = paths[choice % paths.length] ?? [];
        const member = memberAt(text, path);
        const isOutside = ({ offset }: Comment) => offset < member.offset || offset >= member.offset + member.length;

        const rest = removed(text, path);

        expect(read(rest)).toEqual(without(read(text), path));
        expect(commentsOf(rest).map(textOf)).toEqual(commentsOf(text).filter(isOutside).map(textOf));
      }),
    );
  });
});

const gap = fc
  .array(fc.constantFrom(' ', '\t', '\n', '\r\n', '/* , */', '// ,\n', '// } ]\r\n'), { maxLength: 3 })
  .map(parts => parts.join(''));
const tail = fc.tuple(fc.constantFrom('', ','), gap).map(parts => parts.join(''));

const { tree } = fc.letrec<{ tree: string; items: readonly string[] }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('1', '"a, b"', '"// no comment"', '{}', '[]'),
    fc.tuple(tie('items'), tail).map(([items, end]) => `[${items.join(',')}${end}]`),
    fc
      .tuple(tie('items'), tail)
      .map(([items, end]) => `{${items.map((item, at) => `/**/"k${at}":${item}`).join(',')}${end}}`),
  ),
  items: fc.array(
    fc.tuple(gap, tie('tree'), gap).map(parts => parts.join('')),
    { minLength: 1, maxLength: 3 },
  ),
}));

/** An object or array with something in it. */
const document = tree.filter(text => pathsOf(read(text), []).length > 0);

function removed(text: string, path: JSONPath): string {
  return removeMember(text, nodeAt(text, path));
}

function nodeAt(text: string, path: JSONPath): Node {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root === undefined ? undefined : findNodeAtLocation(root, path);
  if (node === undefined) throw new Error(`${text} has no ${path.join('.')}.`);
  return node;
}

/** With its key, where it has one. */
function memberAt(text: string, path: JSONPath): Node {
  const node = nodeAt(text, path);
  return node.parent?.type === 'property' ? node.parent : node;
}

function read(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new Error(`${JSON.stringify(text)} is not JSON.`);
  return value;
}

/** Of everything inside. */
function pathsOf(value: unknown, path: JSONPath): readonly JSONPath[] {
  if (typeof value !== 'object' || value === null) return [];
  const at = (key: string): JSONPath => [...path, Array.isArray(value) ? Number(key) : key];
  return Object.entries(value).flatMap(([key, inner]) => [at(key), ...pathsOf(inner, at(key))]);
}

function without(value: unknown, [key, ...inner]: JSONPath): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, item]) => {
    if (name !== String(key)) return [[name, item]];
    return inner.length === 0 ? [] : [[name, without(item, inner)]];
  });
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

interface Comment {
  readonly offset: number;
  readonly text: string;
}

function commentsOf(text: string): readonly Comment[] {
  const found: Comment[] = [];
  visit(text, { onComment: (offset, length) => found.push({ offset, text: text.slice(offset, offset + length) }) });
  return found;
}

function textOf({ text }: Comment): string {
  return text;
}

import fc from 'fast-check';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { planEdit, planUndo, type Wish } from '../../src/routing/foreignEdit.ts';
import { addJsonItem, removeJsonItem } from '../../src/routing/jsonItem.ts';

const path = ['permissions', 'allow'];
const ours = 'mcp__headroom__headroom_retrieve';

function added(text: string, at: readonly string[], value: unknown) {
  const edit = addJsonItem(text, at, value);
  if (edit.kind !== 'edited') throw new Error(edit.kind);
  return edit;
}

describe('an element added to an array of a foreign file', () => {
  test('keeps comments and the elements of others, before and after', () => {
    const original = '{\n  "permissions": {\n    // mine\n    "allow": ["Bash(ls:*)"]\n  }\n}\n';
    const { text, change } = added(original, path, ours);
    const withTheirs = applyEdits(text, modify(text, [...path, 2], 'Bash(npm test:*)', {}));

    expect(text).toContain('// mine');
    expect(parse(text).permissions.allow).toEqual(['Bash(ls:*)', ours]);
    expect(removeJsonItem(text, change)).toEqual({ kind: 'undone', text: original });
    const rest = removeJsonItem(withTheirs, change);
    expect(rest.kind === 'undone' && parse(rest.text).permissions.allow).toEqual(['Bash(ls:*)', 'Bash(npm test:*)']);
  });

  test('makes what is missing and takes it away again', () => {
    const { text, change } = added('{\n  "theme": "dark"\n}\n', path, ours);

    expect(parse(text)).toEqual({ theme: 'dark', permissions: { allow: [ours] } });
    expect(removeJsonItem(text, change)).toEqual({ kind: 'undone', text: '{\n  "theme": "dark"\n}\n' });
  });

  test('works in a file that is an array itself, or is not there yet', () => {
    const entry = { name: 'Headroom', vendor: 'customendpoint', models: [{ id: 'a', url: 'http://127.0.0.1:1' }] };
    const plan = planEdit({ path: '/models.json', text: undefined, now: 1 }, [
      { kind: 'item', path: [], value: entry },
    ]);
    if (plan.kind === 'refused') throw new Error(plan.problem);
    const { text, change } = added('[\n\t{ "name": "mine" }\n]', [], entry);

    expect(parse(plan.text)).toEqual([entry]);
    expect(planUndo(plan.entry, plan.text)).toMatchObject({ text: undefined });
    expect(parse(text)).toEqual([{ name: 'mine' }, entry]);
    expect(removeJsonItem(text, change)).toMatchObject({ text: '[\n\t{ "name": "mine" }\n]' });
  });

  test('is not added twice, and one that others rewrote is theirs', () => {
    const { text, change } = added('{}', path, ours);

    expect(addJsonItem(text, path, ours)).toEqual({ kind: 'present' });
    const theirs = text.replace(ours, 'mcp__headroom');
    expect(removeJsonItem(theirs, change)).toEqual({ kind: 'undone', text: theirs });
    expect(addJsonItem('{"permissions":{"allow":3}}', path, ours)).toMatchObject({ kind: 'refused' });
    expect(addJsonItem('{"permissions":{', path, ours)).toMatchObject({ kind: 'refused', problem: 'not JSON' });
  });

  test('a value that is an object is ours again, however it was laid out', () => {
    const server = { command: 'node', args: ['mcp.js'] };
    const wish: Wish = { kind: 'json', path: ['mcpServers', 'headroom'], value: server };
    const plan = planEdit({ path: '/m.json', text: '{\n  "mcpServers": {}\n}\n', now: 1 }, [wish]);
    if (plan.kind === 'refused') throw new Error(plan.problem);
    const withTheirs = applyEdits(plan.text, modify(plan.text, ['mcpServers', 'other'], { command: 'x' }, {}));

    expect(planUndo(plan.entry, withTheirs)).toMatchObject({ left: [] });
    const { text } = planUndo(plan.entry, withTheirs) as { text: string };
    expect(parse(text)).toEqual({ mcpServers: { other: { command: 'x' } } });
  });
});

const file = fc.record({
  list: fc.option(fc.array(fc.jsonValue(), { maxLength: 4 })),
  indent: fc.constantFrom(0, 2, '\t'),
  theirs: fc.array(fc.string(), { maxLength: 3 }),
});

test('whatever others append meanwhile, taking ours out leaves exactly theirs', () => {
  fc.assert(
    fc.property(file, ({ list, indent, theirs }) => {
      const before = JSON.stringify({ a: 1, ...(list !== null && { list }) }, null, indent);
      const edit = addJsonItem(before, ['list'], { ours: true });
      if (edit.kind !== 'edited') return;
      let text = edit.text;
      for (const value of theirs) {
        const at = JSON.parse(text).list.length;
        text = applyEdits(text, modify(text, ['list', at], value, {}));
      }
      const undo = removeJsonItem(text, edit.change);
      const rest = undo.kind === 'undone' ? JSON.parse(undo.text) : undefined;
      expect(rest?.list ?? []).toEqual([...JSON.parse(JSON.stringify(list ?? [])), ...theirs]);
      expect(rest?.a).toBe(1);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 300) },
  );
});

import fc from 'fast-check';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { planEdit, planUndo, type Wish } from '../../src/routing/foreignEdit.ts';
import type { JournalEntry } from '../../src/routing/journalEntry.ts';

const runs = Number(process.env.FC_RUNS ?? 300);
const wish = (value: string): Wish => ({ kind: 'json', path: ['env', 'ANTHROPIC_BASE_URL'], value });

function edit(text: string | undefined, value: string, earlier?: JournalEntry) {
  const plan = planEdit({ path: '/f.json', text, now: 1 }, [wish(value)], earlier);
  if (plan.kind === 'refused') throw new Error(plan.problem);
  return plan;
}

describe('an edit of a foreign JSON file', () => {
  it('keeps comments and formatting byte for byte elsewhere', () => {
    const original = '{\n\t// mine\n\t"env": { "A": "1" }, /* x */ "n": 1.0e2\n}';

    const { text } = edit(original, 'http://127.0.0.1:1');

    expect(text).toContain('// mine');
    expect(text).toContain('/* x */ "n": 1.0e2\n}');
    expect(parse(text)).toEqual({ env: { A: '1', ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' }, n: 100 });
  });

  it('puts the earlier value back as the file spelt it', () => {
    const original = '{"env":{"ANTHROPIC_BASE_URL":"https:\\/\\/gateway"}}';
    const { text, entry } = edit(original, 'http://127.0.0.1:1');

    const withUsersKey = applyEdits(text, modify(text, ['theme'], 'dark', {}));

    expect(planUndo(entry, withUsersKey)).toMatchObject({
      text: applyEdits(original, modify(original, ['theme'], 'dark', {})),
      left: [],
    });
  });

  it('leaves a value that somebody else wrote, and says so', () => {
    const { text, entry } = edit('{}', 'http://127.0.0.1:1');
    const theirs = text.replace('http://127.0.0.1:1', 'https://theirs');

    expect(planUndo(entry, theirs)).toEqual({
      kind: 'restored',
      text: theirs,
      left: [expect.stringContaining('"https://theirs"')],
    });
  });

  it('takes away a file that was not there before, and none that others filled', () => {
    const { text, entry } = edit(undefined, 'http://127.0.0.1:1');
    const filled = applyEdits(text, modify(text, ['theme'], 'dark', {}));

    expect(planUndo(entry, text)).toMatchObject({ text: undefined });
    expect(parse(String((planUndo(entry, filled) as { text: string }).text))).toEqual({ theme: 'dark' });
  });

  it('waits while the file is half written', () => {
    const { entry } = edit('{}', 'http://127.0.0.1:1');

    expect(planUndo(entry, '{"env": {')).toEqual({ kind: 'postponed', problem: 'not JSON' });
  });

  it('refuses what is not an object', () => {
    expect(planEdit({ path: '/f', text: '[1]', now: 1 }, [wish('x')])).toEqual({
      kind: 'refused',
      problem: 'not an object',
    });
    expect(planEdit({ path: '/f', text: '{"env": 3}', now: 1 }, [wish('x')]).kind).toBe('refused');
  });

  it('adds a line once and takes only that line away', () => {
    const line: Wish = { kind: 'line', line: '.claude/settings.local.json' };
    const plan = planEdit({ path: '/exclude', text: '*.log', now: 1 }, [line]);
    if (plan.kind === 'refused') throw new Error(plan.problem);

    expect(plan.text).toBe('*.log\n.claude/settings.local.json\n');
    expect(planEdit({ path: '/exclude', text: plan.text, now: 1 }, [line], plan.entry)).toMatchObject({
      text: plan.text,
    });
    expect(planUndo(plan.entry, plan.text)).toMatchObject({ text: '*.log' });
    expect(planUndo(plan.entry, `${plan.text}*.tmp\n`)).toMatchObject({ text: '*.log\n*.tmp\n' });
  });
});

type Step =
  | { readonly kind: 'ours'; readonly value: string }
  /** The journal was written, and then the power went. */
  | { readonly kind: 'oursThenCrash'; readonly value: string }
  | { readonly kind: 'theirKey'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'theirUrl'; readonly value: string };

const url = fc.constantFrom('http://127.0.0.1:1', 'http://127.0.0.1:2/w/x', 'https://api.anthropic.com');
const ourSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('ours' as const), value: url }),
  fc.record({ kind: fc.constant('oursThenCrash' as const), value: url }),
);
const theirSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('theirKey' as const),
    key: fc.constantFrom('theme', 'model', 'x'),
    value: fc.jsonValue(),
  }),
  fc.record({ kind: fc.constant('theirUrl' as const), value: fc.constantFrom('https://theirs', 'https://gateway') }),
);

const plainOriginal = fc
  .tuple(fc.dictionary(fc.constantFrom('theme', 'a', 'b'), fc.jsonValue()), fc.constantFrom(undefined, 0, 2, 4, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
const original = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom('', '\n', '{}', '{ }\r\n', '\uFEFF{\n}', '// only a comment\n{\n  // inside\n}\n'),
  fc.constantFrom('{"env":{"A":"1",},}', '{\r\n\t"env": {\r\n\t\t"ANTHROPIC_BASE_URL": "https://gateway"\r\n\t}\r\n}'),
  plainOriginal,
);

interface World {
  readonly text: string | undefined;
  readonly entry?: JournalEntry;
}

function step({ text, entry }: World, next: Step): World {
  const set = (path: string[], value: unknown): World => {
    const source = text === undefined || text.replace('\uFEFF', '').trim() === '' ? '{}' : text.replace('\uFEFF', '');
    return { text: applyEdits(source, modify(source, path, value, {})), ...(entry && { entry }) };
  };
  switch (next.kind) {
    case 'ours':
    case 'oursThenCrash': {
      const plan = edit(text, next.value, entry);
      return { text: next.kind === 'ours' ? plan.text : text, entry: plan.entry };
    }
    case 'theirKey':
      return set([next.key], next.value);
    case 'theirUrl':
      return set(['env', 'ANTHROPIC_BASE_URL'], next.value);
  }
}

function undo({ text, entry }: World): string | undefined {
  if (entry === undefined) return text;
  const undone = planUndo(entry, text);
  if (undone.kind === 'postponed') throw new Error(undone.problem);
  return undone.text;
}

describe('any interleaving of our edits, crashes and a person’s edits', () => {
  it('without a person’s edits ends in the original bytes', () => {
    fc.assert(
      fc.property(original, fc.array(ourSteps, { maxLength: 5 }), (text, steps) => {
        expect(undo(steps.reduce(step, { text } as World))).toBe(text);
      }),
      { numRuns: runs },
    );
  });

  it('ends in what the person would have without us, and again after a second restore', () => {
    fc.assert(
      fc.property(original, fc.array(fc.oneof(ourSteps, theirSteps), { maxLength: 7 }), (text, steps) => {
        const world = steps.reduce(step, { text } as World);
        const alone = steps.filter(({ kind }) => kind.startsWith('their')).reduce(step, { text } as World);

        const restored = undo(world);

        expect(parse(restored ?? '{}') ?? {}).toEqual(parse(alone.text ?? '{}') ?? {});
        expect(undo({ ...world, text: restored })).toBe(restored);
      }),
      { numRuns: runs },
    );
  });
});

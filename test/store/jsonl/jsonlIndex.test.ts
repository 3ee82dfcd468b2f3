import { expect, it } from 'vitest';
import { JsonlIndex } from '../../../src/store/jsonl/jsonlIndex.ts';
import { recordingOf, replacement, sha256, startOfTime } from '../storeLab.ts';

const at = (start: number) => ({ start, bytes: 10 });

it('knows the line that holds a text first', () => {
  const index = new JsonlIndex();
  index.add({ type: 'exchange', ...recordingOf('e1', ['one']) }, at(0));
  index.add({ type: 'exchange', ...recordingOf('e2', ['one', 'two']) }, at(11));

  expect(index.texts.get(sha256('one'))).toEqual(at(0));
  expect(index.texts.get(sha256('two'))).toEqual(at(11));
});

it('orders exchanges by their start, whenever they were written', () => {
  const index = new JsonlIndex();
  for (const [id, startedAt] of [
    ['late', 2],
    ['first', 1],
    ['second', 1],
  ] as const) {
    index.add({ type: 'exchange', ...recordingOf(id, [], { startedAt: startOfTime + startedAt }) }, at(0));
  }

  expect(index.inOrder().map(({ summary }) => summary.id)).toEqual(['first', 'second', 'late']);
});

it('keeps an original as long as a decision needs it, and a touched decision with its age', () => {
  const index = new JsonlIndex();
  const originals = [
    { handle: 'h1', text: 'x' },
    { handle: 'lone', text: 'y' },
  ];
  index.add({ type: 'commit', project: 'p', at: 5, decisions: [replacement('a', 'h1')], originals }, at(0));
  index.add(
    {
      type: 'touch',
      at: 9,
      keys: [
        { project: 'p', identity: 'a' },
        { project: 'p', identity: 'gone' },
      ],
    },
    at(1),
  );

  expect(index.dropOriginals(6)).toBe(1);
  expect(index.original('h1')).toBeDefined();
  expect([...index.decisions.values()].map(({ touchedAt }) => touchedAt)).toEqual([9]);
  expect(index.dropDecisions([{ project: 'p', identity: 'a' }])).toBe(1);
  expect(index.dropOriginals(6)).toBe(1);
});

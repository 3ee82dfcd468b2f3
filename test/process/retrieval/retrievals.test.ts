import { afterEach, expect, it } from 'vitest';
import { Retrievals } from '../../../src/process/retrieval/retrievals.ts';
import { eventually } from '../engineLab.ts';

const workerUrl = new URL('../../../src/process/retrieval/retrievalWorker.ts', import.meta.url);
const open = new Set<Retrievals>();

afterEach(async () => {
  for (const retrievals of open) await retrievals.close();
  open.clear();
});

function start(text: string, searchMs?: number) {
  const noted: number[] = [];
  const store = {
    original: async () => text,
    noteRetrieval: async (tokens: number) => {
      noted.push(tokens);
    },
  };
  const retrievals = new Retrievals({ store, workerUrl, log: line => noted.push(line.length * -1) }, searchMs);
  open.add(retrievals);
  return { retrievals, noted };
}

const handle = 'abcdefgh23';

it('counts what goes to a model, as it goes, and nothing that a person fetches', async () => {
  const { retrievals, noted } = start('one two three\nfour\n');

  await retrievals.retrieve({ handle });
  await retrievals.retrieve({ handle, lines: { from: 1, to: 1 }, forAgent: true });

  const [tokens, ...others] = await eventually(async () => (noted.length > 0 ? noted : undefined));
  expect(tokens).toBeGreaterThan(2);
  expect(tokens).toBeLessThan(6);
  expect(others).toEqual([]);
});

it('finds lines, and says what is wrong with a pattern', async () => {
  const { retrievals } = start('one\ntwo\n');

  expect(await retrievals.retrieve({ handle, pattern: 't' })).toMatchObject({ text: '2: two' });
  await expect(retrievals.retrieve({ handle, pattern: '(' })).rejects.toThrow('not a regular expression');
});

it('gives up a pattern that backtracks for ever, and answers the next one', async () => {
  const { retrievals } = start(`${'a'.repeat(40)}!`, 1500);

  await expect(retrievals.retrieve({ handle, pattern: '^(a+)+$' })).rejects.toThrow('took too long and was given up');

  expect(await retrievals.retrieve({ handle, pattern: 'a{40}!' })).toMatchObject({ kind: 'found', isWhole: false });
});

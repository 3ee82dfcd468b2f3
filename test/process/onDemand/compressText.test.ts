import { expect, it } from 'vitest';
import { makeHandle } from '../../../src/engine/plan/handle.ts';
import { compressText } from '../../../src/process/onDemand/compressText.ts';
import type { Judge } from '../../../src/proxy/ports.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

const handleKey = new Uint8Array(32);

/** Halves every text, or leaves it. */
function judgeThat(decides: 'replaces' | 'leaves'): Judge {
  return {
    judge: async births =>
      births.map(({ identity, subject: { text }, handle }) => {
        const outcome =
          decides === 'replaces'
            ? ({ kind: 'replace', transform: 't', grade: 'omission', output: 'half', reason: 'why', handle } as const)
            : ({ kind: 'leave', reason: 'no gain' } as const);
        const decision = { identity, outcome, tokensBefore: 8, tokensAfter: decides === 'replaces' ? 4 : 8 };
        return { decision, ...(decides === 'replaces' && { original: { handle, text } }) };
      }),
  };
}

class FakeStore {
  readonly handleKey = handleKey;
  readonly keepsOriginals: boolean;
  readonly kept: string[] = [];

  constructor(keepsOriginals: boolean) {
    this.keepsOriginals = keepsOriginals;
  }

  async commit(
    project: string,
    decisions: readonly unknown[],
    originals: readonly { readonly handle: string; readonly text: string }[],
  ): Promise<void> {
    for (const { handle, text } of originals) this.kept.push(`${project}: ${handle} ${text} ${decisions.length}`);
  }
}

const options = defaultOptions('proxy');

it('keeps the original before it gives the shorter text out, and remembers no decision', async () => {
  const store = new FakeStore(true);

  const done = await compressText({ text: 'whole' }, { store, judge: judgeThat('replaces'), options });

  const handle = makeHandle(handleKey, 'compressed on request', 'whole');
  expect(done).toEqual({ text: 'half', tokensBefore: 8, tokensAfter: 4, transform: 't', reason: 'why', handle });
  expect(store.kept).toEqual([`compressed on request: ${handle} whole 0`]);
});

it('gives a text that is left alone back as it was, and keeps nothing', async () => {
  const store = new FakeStore(true);

  const done = await compressText({ text: 'whole' }, { store, judge: judgeThat('leaves'), options });

  expect(done).toEqual({ text: 'whole', tokensBefore: 8, tokensAfter: 8, transform: 'none', reason: 'no gain' });
  expect(store.kept).toEqual([]);
});

it('asks for no omission when nothing is stored, and names no handle', async () => {
  const asked: boolean[] = [];
  const judge: Judge = {
    judge: (births, context) => {
      asked.push(context.canRetrieve);
      return judgeThat('replaces').judge(births, context);
    },
  };

  const done = await compressText({ text: 'whole' }, { store: new FakeStore(false), judge, options });

  expect(asked).toEqual([false]);
  expect(done).not.toHaveProperty('handle');
});

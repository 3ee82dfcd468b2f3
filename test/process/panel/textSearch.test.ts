import { expect, it } from 'vitest';
import { excerptOf, TextSearch } from '../../../src/process/panel/textSearch.ts';
import type { ExchangeDetail } from '../../../src/shared/records.ts';

/** Requests of one conversation, newest first: each adds one block to those before it. */
function views(texts: readonly string[]) {
  const read: string[] = [];
  const all = texts.map((_, index) => ({ id: `e${index}`, place: index })).toReversed();
  const blocksOf = (place: number) =>
    texts.slice(0, place + 1).map((_, position) => ({ position, hash: `h${position}` }));
  return {
    read,
    exchanges: async ({
      limit,
      before = Number.POSITIVE_INFINITY,
    }: {
      readonly limit: number;
      readonly before?: number;
    }) => {
      const older = all.filter(({ place }) => place < before);
      const shown = older.slice(0, limit);
      const last = shown.at(-1);
      return { exchanges: shown as never, ...(older.length > limit && last !== undefined && { next: last.place }) };
    },
    exchange: async (id: string) => ({ blocks: blocksOf(Number(id.slice(1))) }) as unknown as ExchangeDetail,
    texts: async (id: string) => {
      read.push(id);
      return new Map(texts.slice(0, Number(id.slice(1)) + 1).map((text, position) => [`h${position}`, text]));
    },
  };
}

it('finds every request that holds the text, with the block and its surroundings, and reads each text once', async () => {
  const store = views(['You are an agent.', 'The invoice total is wrong.', 'Read invoice.ts']);

  const { found, requests, characters } = await new TextSearch(store).step({ text: 'INVOICE total' });

  expect(found).toEqual([
    { exchange: { id: 'e2', place: 2 }, block: 1, excerpt: 'The invoice total is wrong.' },
    { exchange: { id: 'e1', place: 1 }, block: 1, excerpt: 'The invoice total is wrong.' },
  ]);
  expect([requests, characters, store.read]).toEqual([3, 59, ['e2']]);
});

it('goes on where the last step ended, and has an end', async () => {
  const store = views(Array.from({ length: 60 }, (_, index) => `text ${index}`));
  const search = new TextSearch(store);
  const steps: number[] = [];

  for (let before: number | undefined, isLast = false; !isLast; ) {
    const step = await search.step({ text: 'text 3', ...(before !== undefined && { before }) });
    steps.push(step.requests);
    before = step.next;
    isLast = before === undefined;
  }

  expect(steps).toEqual([25, 25, 10]);
  expect(store.read).toEqual(['e59']);
});

it('a step that has read much ends early, and the next one leaves nothing out', async () => {
  const store = views(['a', 'b', 'x'.repeat(5_000_000)]);
  const search = new TextSearch(store);

  const first = await search.step({ text: 'b' });
  const second = await search.step({ text: 'b', before: first.next ?? 0 });

  expect([first.requests, first.found.length]).toEqual([1, 1]);
  expect([second.requests, second.found.map(({ exchange }) => exchange.id)]).toEqual([2, ['e1']]);
});

/** The store's one worker answers one question after the other; texts only once they are let go. */
function oneByOne(store: ReturnType<typeof views>) {
  let last: Promise<unknown> = Promise.resolve();
  const behind = <T>(work: () => Promise<T>): Promise<T> => {
    const answer = last.then(work);
    last = answer;
    return answer;
  };
  const asked = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  return {
    asked: asked.promise,
    letGo: letGo.resolve,
    exchanges: (query: Parameters<typeof store.exchanges>[0]) => behind(() => store.exchanges(query)),
    exchange: (id: string) => behind(() => store.exchange(id)),
    texts: (id: string) => {
      asked.resolve();
      return behind(() => letGo.promise.then(() => store.texts(id)));
    },
  };
}

it.each([
  ['nothing is shown of what the word before found', 'need', 'needless', 0],
  ['nothing is hidden that the word before did not find', 'zebra', 'needle', 1],
])('while a person goes on typing, %s', async (_, before, after, hits) => {
  const store = oneByOne(views(['a needle lies here']));
  const search = new TextSearch(store);

  const overtaken = search.step({ text: before });
  await store.asked;
  const step = search.step({ text: after });
  store.letGo();

  await overtaken;
  expect((await step).found).toHaveLength(hits);
});

it('two panels look for two texts in turns, and neither reads a text twice', async () => {
  const store = views(Array.from({ length: 60 }, (_, index) => `text ${index}`));
  const search = new TextSearch(store);

  const [one, two] = [await search.step({ text: 'text 1' }), await search.step({ text: 'text 2' })];
  const next = [
    await search.step({ text: 'text 1', before: one.next ?? 0 }),
    await search.step({ text: 'text 2', before: two.next ?? 0 }),
  ];

  expect(store.read).toEqual(['e59', 'e59']);
  expect(next.map(({ found }) => found[0]?.excerpt)).toEqual(['text 1', 'text 2']);
});

it('nothing is known any more of what was cleared', async () => {
  const store = views(Array.from({ length: 30 }, () => 'secret plan'));
  const search = new TextSearch(store);
  const { next = 0 } = await search.step({ text: 'plan' });

  search.forget();
  await search.step({ text: 'plan', before: next });

  expect(store.read).toEqual(['e29', 'e4']);
});

it('an excerpt is one line and says where it was cut', () => {
  expect(excerptOf(`${'a '.repeat(100)}needle\n\tin hay ${'b '.repeat(100)}`, 'needle')).toMatch(
    /^…a .* needle in hay b .*…$/,
  );
  expect(excerptOf('nothing', 'needle')).toBeUndefined();
});

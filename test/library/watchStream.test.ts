import { expect, it } from 'vitest';
import { watchStream } from '../../src/library/watchStream.ts';
import { FakeStream } from './fakeClients.ts';

async function* three(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  yield 3;
}

function watch(stream: unknown) {
  const seen: unknown[] = [];
  const isWatched = watchStream(stream, { onChunk: chunk => seen.push(chunk), onEnd: () => seen.push('end') });
  return { seen, isWatched };
}

async function read(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

it('sees every chunk as it is read, and the end once; the stream stays itself', async () => {
  const stream = new FakeStream(three);
  const { seen } = watch(stream);

  expect(seen).toEqual([]);
  expect(await read(stream)).toEqual([1, 2, 3]);
  expect(seen).toEqual([1, 2, 3, 'end']);
  expect(stream).toBeInstanceOf(FakeStream);
});

it('sees where a reader left, and tells the stream', async () => {
  let wasLeft = false;
  const stream = new FakeStream(async function* () {
    try {
      yield* three();
    } finally {
      wasLeft = true;
    }
  });
  const { seen } = watch(stream);

  for await (const chunk of stream) if (chunk === 2) break;

  expect(seen).toEqual([1, 2, 'end']);
  expect(wasLeft).toBe(true);
});

it('a failure is the reader’s, and an end', async () => {
  const stream = new FakeStream(async function* () {
    yield 1;
    throw new Error('cut off');
  });
  const { seen } = watch(stream);

  await expect(read(stream)).rejects.toThrow('cut off');
  expect(seen).toEqual([1, 'end']);
});

it('one half of a split stream is watched, and both are read as ever', async () => {
  const stream = new FakeStream(three);
  const { seen } = watch(stream);
  const [left, right] = stream.tee();

  expect([await read(left), await read(right)]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(seen).toEqual([1, 2, 3, 'end']);
});

it.each([undefined, 'text', { id: 'answer' }, Object.freeze(new FakeStream(three))])(
  '%o is no stream to watch',
  value => {
    expect(watch(value).isWatched).toBe(false);
  },
);

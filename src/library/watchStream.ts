/** Looks on while somebody else reads a stream. */
export interface StreamWatcher {
  readonly onChunk: (chunk: unknown) => void;
  /** Called once: when the stream ended, failed, or its reader left it. */
  readonly onEnd: () => void;
}

type Iterate = () => AsyncIterator<unknown>;

/**
 * Has the chunks of an SDK's stream seen as their reader takes them. The stream stays the SDK's own object with its types and
 * private fields; only its ways of being read lead past the watcher. False for what is no stream, or cannot be watched.
 */
export function watchStream(stream: unknown, watcher: StreamWatcher): boolean {
  if (typeof stream !== 'object' || stream === null || !Object.isExtensible(stream)) return false;
  const iterate: unknown = Reflect.get(stream, Symbol.asyncIterator);
  if (typeof iterate !== 'function') return false;
  lead(stream, Symbol.asyncIterator, () => watched(() => Reflect.apply(iterate, stream, []), watcher));
  const tee: unknown = Reflect.get(stream, 'tee');
  if (typeof tee === 'function') lead(stream, 'tee', () => watchFirst(Reflect.apply(tee, stream, []), watcher));
  return true;
}

function lead(stream: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(stream, name, { value, configurable: true, writable: true });
}

/** Both halves of a stream have the same chunks. */
function watchFirst(halves: unknown, watcher: StreamWatcher): unknown {
  if (!Array.isArray(halves) || !watchStream(halves[0], watcher)) watcher.onEnd();
  return halves;
}

function watched(iterate: Iterate, { onChunk, onEnd }: StreamWatcher): AsyncIterableIterator<unknown> {
  const iterator = iterate();
  let hasEnded = false;
  const end = (): void => {
    if (!hasEnded) onEnd();
    hasEnded = true;
  };
  const seen = async (step: Promise<IteratorResult<unknown>>): Promise<IteratorResult<unknown>> => {
    try {
      const result = await step;
      if (result.done === true) end();
      else onChunk(result.value);
      return result;
    } catch (error) {
      end();
      throw error;
    }
  };
  const itself: AsyncIterableIterator<unknown> = {
    next: (...args) => seen(iterator.next(...args)),
    return: async value => {
      end();
      return (await iterator.return?.(value)) ?? { done: true, value };
    },
    [Symbol.asyncIterator]: () => itself,
  };
  return itself;
}

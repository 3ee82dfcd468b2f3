import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import type { PlacedRequest } from './conversationTrees.ts';
import { DelayedWrite } from './delayedWrite.ts';

type StateStore = Pick<Store, 'readState' | 'writeState'>;

/** Blocks of all conversations that are kept over a restart: some megabytes, and weeks of work. */
const maxBlocks = 30_000;

/** A conversation's requests as they are written, and how many blocks they brought. */
interface Kept {
  readonly lines: string[];
  blocks: number;
}

/**
 * Keeps where requests belong from one run of the engine to the next, so that a running conversation keeps its id. Whole
 * conversations are forgotten, those that rested longest first.
 */
export class ConversationKeeper {
  readonly #store: StateStore;
  readonly #log: (line: string) => void;
  readonly #conversations = new Map<string, Kept>();
  #blocks = 0;
  readonly #writing = new DelayedWrite(() => this.#write());

  private constructor(store: StateStore, log: (line: string) => void) {
    this.#store = store;
    this.#log = log;
  }

  static async open(store: StateStore, log: (line: string) => void): Promise<ConversationKeeper> {
    const keeper = new ConversationKeeper(store, log);
    for (const request of parseRequests(await store.readState('conversations'))) keeper.#add(request);
    return keeper;
  }

  /** Everything kept, each conversation in the order of its requests. */
  current(): readonly PlacedRequest[] {
    return parseRequests(this.#text());
  }

  keep(request: PlacedRequest): void {
    this.#add(request);
    this.#writing.soon();
  }

  /** Once it resolves, nothing of what was kept so far will be written any more. */
  async forget(): Promise<void> {
    this.#conversations.clear();
    this.#blocks = 0;
    await this.#writing.cancel();
  }

  /** Resolves when everything kept so far is written. */
  flush(): Promise<void> {
    return this.#writing.flush();
  }

  #add(request: PlacedRequest): void {
    const { conversation, own } = request.node;
    const kept = this.#conversations.get(conversation) ?? { lines: [], blocks: 0 };
    kept.lines.push(JSON.stringify(request));
    kept.blocks += own.length + 1;
    this.#blocks += own.length + 1;
    this.#conversations.delete(conversation);
    this.#conversations.set(conversation, kept);
    for (const [oldest, { blocks }] of this.#conversations) {
      if (this.#blocks <= maxBlocks || oldest === conversation) break;
      this.#conversations.delete(oldest);
      this.#blocks -= blocks;
    }
  }

  /** Lines are kept as text, so that writing does not turn thousands of nodes into JSON again. */
  #text(): string {
    return `[${[...this.#conversations.values()].flatMap(({ lines }) => lines).join(',\n')}]`;
  }

  async #write(): Promise<void> {
    try {
      await this.#store.writeState('conversations', this.#text());
    } catch (error) {
      this.#log(`Conversations were not kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

const placedRequest = z.object({
  project: z.string(),
  node: z.object({
    id: z.string(),
    conversation: z.string(),
    kind: z.enum(['new', 'continues', 'fork', 'edited', 'compacted', 'subagent']),
    parent: z.string().exactOptional(),
    sharedBlocks: z.number(),
    own: z.array(z.object({ chain: z.string(), anchor: z.string().exactOptional() })),
    messages: z.number(),
    session: z.string().exactOptional(),
    agent: z.string().exactOptional(),
  }),
});

/** What an older version wrote differently is forgotten: those conversations begin anew. */
function parseRequests(json: string | undefined): readonly PlacedRequest[] {
  try {
    return z.array(placedRequest).parse(JSON.parse(json ?? '[]'));
  } catch {
    return [];
  }
}

import type { TextHit, TextsFound } from '../../shared/panelProtocol.ts';
import type { BlockRecord, ExchangeSummary } from '../../shared/records.ts';
import type { StoreViews } from '../../store/store.ts';

export interface TextQuestion {
  readonly text: string;
  /** Continues an earlier step. */
  readonly before?: number;
}

/** Requests that one step looks at, and characters after which it stops: no step may hold up the relay for long. */
const mostRequests = 25;
const mostCharacters = 4_000_000;
/** Characters of an excerpt on either side of what was looked for. */
const around = 48;
/** Words whose blocks stay known: those that a few open panels look for at the same time. */
const mostWords = 4;

/** By hash of the block: where the text stands in it, or nothing. */
type KnownBlocks = Map<string, string | undefined>;

/**
 * Looks for a text in the blocks of recorded requests, step by step from the newest on. Requests of a conversation share
 * nearly all of their blocks, so what is known of a block is kept from step to step, and each is read once.
 */
export class TextSearch {
  readonly #views: Pick<StoreViews, 'exchanges' | 'exchange' | 'texts'>;
  /** By the text that is looked for, the newest last. A step that was overtaken goes on in its own. */
  readonly #known = new Map<string, KnownBlocks>();

  constructor(views: Pick<StoreViews, 'exchanges' | 'exchange' | 'texts'>) {
    this.#views = views;
  }

  async step({ text, before }: TextQuestion): Promise<TextsFound> {
    const wanted = text.toLowerCase();
    const known = this.#knownOf(wanted, before === undefined);
    const page = await this.#views.exchanges({ limit: mostRequests, ...(before !== undefined && { before }) });
    const found: TextHit[] = [];
    let characters = 0;
    let requests = 0;
    for (const exchange of page.exchanges) {
      // The rest of the page is asked for again; blocks that are known by then cost nothing.
      const { hit, read } = await this.#look(exchange, wanted, known);
      requests += 1;
      characters += read;
      if (hit !== undefined) found.push(hit);
      if (characters > mostCharacters) break;
    }
    const next = requests < page.exchanges.length ? await this.#placeAfter(requests, before) : page.next;
    return { found, requests, characters, ...(next !== undefined && { next }) };
  }

  /** Leaves nothing known: what was recorded is gone. */
  forget(): void {
    this.#known.clear();
  }

  /** A new search begins at the newest request: what was known may have grown old. */
  #knownOf(wanted: string, isNew: boolean): KnownBlocks {
    const earlier = isNew ? undefined : this.#known.get(wanted);
    const known: KnownBlocks = earlier ?? new Map();
    this.#known.delete(wanted);
    this.#known.set(wanted, known);
    for (const oldest of [...this.#known.keys()].slice(0, -mostWords)) this.#known.delete(oldest);
    return known;
  }

  async #look(
    exchange: ExchangeSummary,
    wanted: string,
    known: KnownBlocks,
  ): Promise<{ hit: TextHit | undefined; read: number }> {
    const blocks = (await this.#views.exchange(exchange.id))?.blocks ?? [];
    const unknown = new Set(blocks.map(({ hash }) => hash).filter(hash => !known.has(hash)));
    const texts = unknown.size === 0 ? undefined : await this.#views.texts(exchange.id);
    let read = 0;
    for (const hash of unknown) {
      const text = texts?.get(hash) ?? '';
      read += text.length;
      known.set(hash, excerptOf(text, wanted));
    }
    return { hit: hitOf(exchange, blocks, known), read };
  }

  async #placeAfter(requests: number, before: number | undefined): Promise<number | undefined> {
    const page = await this.#views.exchanges({ limit: requests, ...(before !== undefined && { before }) });
    return page.next;
  }
}

function hitOf(
  exchange: ExchangeSummary,
  blocks: readonly BlockRecord[],
  known: ReadonlyMap<string, string | undefined>,
): TextHit | undefined {
  for (const { hash, position } of blocks) {
    const excerpt = known.get(hash);
    if (excerpt !== undefined) return { exchange, block: position, excerpt };
  }
  return undefined;
}

/** The first place with its surroundings in one line; undefined where the text is not there. */
export function excerptOf(text: string, wanted: string): string | undefined {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  const [from, to] = [Math.max(0, at - around), Math.min(text.length, at + wanted.length + around)];
  const line = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${line}${to < text.length ? '…' : ''}`;
}

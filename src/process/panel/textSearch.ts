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

/**
 * Looks for a text in the blocks of recorded requests, step by step from the newest on. Requests of a conversation share
 * nearly all of their blocks, so what is known of a block is kept from step to step, and each is read once.
 */
export class TextSearch {
  readonly #views: Pick<StoreViews, 'exchanges' | 'exchange' | 'texts'>;
  #text = '';
  /** By hash of the block: where the text stands in it, or nothing. */
  readonly #known = new Map<string, string | undefined>();

  constructor(views: Pick<StoreViews, 'exchanges' | 'exchange' | 'texts'>) {
    this.#views = views;
  }

  async step({ text, before }: TextQuestion): Promise<TextsFound> {
    const wanted = text.toLowerCase();
    // A new search begins at the newest request: what was known may have grown old.
    if (wanted !== this.#text || before === undefined) this.#known.clear();
    this.#text = wanted;
    const page = await this.#views.exchanges({ limit: mostRequests, ...(before !== undefined && { before }) });
    const found: TextHit[] = [];
    let characters = 0;
    let requests = 0;
    for (const exchange of page.exchanges) {
      // The rest of the page is asked for again; blocks that are known by then cost nothing.
      const { hit, read } = await this.#look(exchange, wanted);
      requests += 1;
      characters += read;
      if (hit !== undefined) found.push(hit);
      if (characters > mostCharacters) break;
    }
    const next = requests < page.exchanges.length ? await this.#placeAfter(requests, before) : page.next;
    return { found, requests, characters, ...(next !== undefined && { next }) };
  }

  async #look(exchange: ExchangeSummary, wanted: string): Promise<{ hit: TextHit | undefined; read: number }> {
    const blocks = (await this.#views.exchange(exchange.id))?.blocks ?? [];
    const read = await this.#read(exchange.id, blocks, wanted);
    const block = blocks.find(({ hash }) => this.#known.get(hash) !== undefined);
    const excerpt = block === undefined ? undefined : this.#known.get(block.hash);
    const hit = block === undefined || excerpt === undefined ? undefined : { exchange, block: block.position, excerpt };
    return { hit, read };
  }

  /** Reads the texts of a request when one of its blocks is not known yet; tells how many characters that were. */
  async #read(id: string, blocks: readonly BlockRecord[], wanted: string): Promise<number> {
    const unknown = new Set(blocks.map(({ hash }) => hash).filter(hash => !this.#known.has(hash)));
    if (unknown.size === 0) return 0;
    const texts = await this.#views.texts(id);
    let characters = 0;
    for (const hash of unknown) {
      const text = texts.get(hash) ?? '';
      characters += text.length;
      this.#known.set(hash, excerptOf(text, wanted));
    }
    return characters;
  }

  async #placeAfter(requests: number, before: number | undefined): Promise<number | undefined> {
    const page = await this.#views.exchanges({ limit: requests, ...(before !== undefined && { before }) });
    return page.next;
  }
}

/** The first place with its surroundings in one line; undefined where the text is not there. */
export function excerptOf(text: string, wanted: string): string | undefined {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  const [from, to] = [Math.max(0, at - around), Math.min(text.length, at + wanted.length + around)];
  const line = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${line}${to < text.length ? '…' : ''}`;
}

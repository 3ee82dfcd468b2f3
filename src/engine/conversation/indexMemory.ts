import { hash } from 'node:crypto';
import type { Item } from './item.ts';
import { ascii } from './jsonLexer.ts';

/**
 * What indexing remembers from one body to the next, so that its work grows with what is new. A conversation resends its
 * items over and over; the memory knows each by the SHA-256 of its bytes, with its length and the item that came after it.
 * Reading therefore goes hand over hand: behind a known item, the bytes that its follower would fill are hashed, and
 * when they are the follower's, its blocks are taken over without a look inside. That finds common prefixes, suffixes and
 * anything between, in whichever order the body has its members, and needs neither earlier bodies nor to know which
 * conversation this is: forks, sub-agents and parallel requests share one memory.
 *
 * It never changes a result: an index made with a memory equals one made without.
 */
export class IndexMemory {
  readonly #capacity: number;
  #youngBlocks = 0;
  /** Two generations: what was used since the last rotation, and what was used before that. */
  #young = new Map<string, Remembered>();
  #old = new Map<string, Remembered>();

  /** Holds at most twice `capacity` blocks, at a little over a kilobyte each. */
  constructor(capacity = 16_384) {
    this.#capacity = capacity;
  }

  /** Starts reading one section. Its name keeps equal bytes apart that mean different things in different places. */
  trail(section: string): Trail {
    return new Trail(this, section);
  }

  find(key: string): Remembered | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.keep(key, old);
    return old;
  }

  keep(key: string, remembered: Remembered): void {
    if (this.#youngBlocks >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngBlocks = 0;
    }
    this.#young.set(key, remembered);
    this.#youngBlocks += 1 + (remembered.item?.drafts.length ?? 0);
  }
}

interface Remembered {
  /** Absent for the start of a section, which is a place and no item. */
  readonly item?: Item;
  readonly digest: string;
  /** Key of what came next, the last time. A fork costs one fresh reading where it parts, not more. */
  follower?: string;
  stretch?: Stretch;
}

/** Several items that came next, one after the other: their bytes, with what separates them, are hashed in one go. */
interface Stretch {
  readonly keys: readonly string[];
  readonly length: number;
  readonly digest: string;
}

/** Long enough that the calls do not count beside the hashing, short enough that a changed item costs little. */
const stretchItems = 16;

/** One pass over one section of one body. */
export class Trail {
  readonly #memory: IndexMemory;
  readonly #section: string;
  #last: Remembered;
  /** Items of a stretch whose bytes are verified already, the next one last. */
  #verified: Remembered[] = [];
  /** Items that were recognised one by one, and the item before them: the makings of a stretch. */
  #recognised: { readonly key: string; readonly start: number }[] = [];
  #before: Remembered;

  constructor(memory: IndexMemory, section: string) {
    this.#memory = memory;
    this.#section = section;
    this.#last = this.#remember(section, { digest: '' });
    this.#before = this.#last;
  }

  /** The item that starts at `start`, when its bytes are the ones that came next the last time. */
  next(body: Uint8Array, start: number): Item | undefined {
    if (this.#verified.length === 0) this.#verified = this.#verifyStretch(body, start);
    const verified = this.#verified.pop();
    if (verified === undefined) return this.#recognise(body, start);
    this.#continueFrom(verified);
    return verified.item;
  }

  /** Tells of an item that had to be read. Returns it, or its equal that is known already. */
  learn(bytes: Uint8Array, item: Item): Item {
    if (!endsItself(bytes)) {
      // It is remembered nowhere, so no stretch may reach across it.
      this.#continueFrom(this.#last);
      return item;
    }
    const digest = hash('sha256', bytes, 'hex');
    const key = `${this.#section} ${digest}`;
    this.#last.follower = key;
    const remembered = this.#remember(key, { item, digest });
    this.#continueFrom(remembered);
    return remembered.item ?? item;
  }

  #verifyStretch(body: Uint8Array, start: number): Remembered[] {
    const { stretch } = this.#last;
    if (stretch === undefined) return [];
    if (hash('sha256', body.subarray(start, start + stretch.length), 'hex') !== stretch.digest) return [];
    const items = stretch.keys.flatMap(key => this.#memory.find(key) ?? []);
    return items.length === stretch.keys.length ? items.toReversed() : [];
  }

  #recognise(body: Uint8Array, start: number): Item | undefined {
    const key = this.#last.follower;
    const expected = key === undefined ? undefined : this.#memory.find(key);
    if (key === undefined || expected?.item === undefined) return undefined;
    const end = start + expected.item.length;
    if (hash('sha256', body.subarray(start, end), 'hex') !== expected.digest) return undefined;
    this.#last = expected;
    this.#recognised.push({ key, start });
    if (this.#recognised.length === stretchItems) this.#joinRecognised(body, end);
    return expected.item;
  }

  #joinRecognised(body: Uint8Array, end: number): void {
    const bytes = body.subarray(this.#recognised[0]?.start, end);
    const keys = this.#recognised.map(({ key }) => key);
    this.#before.stretch = { keys, length: bytes.length, digest: hash('sha256', bytes, 'hex') };
    this.#continueFrom(this.#last);
  }

  /** A stretch begins behind an item that was read, behind another stretch, or at the start of the section. */
  #continueFrom(remembered: Remembered): void {
    this.#last = remembered;
    this.#before = remembered;
    this.#recognised = [];
  }

  #remember(key: string, fresh: Remembered): Remembered {
    const known = this.#memory.find(key);
    if (known === undefined) this.#memory.keep(key, fresh);
    return known ?? fresh;
  }
}

/** Objects, arrays and strings carry their end with them; `12` might be the beginning of `123`. */
function endsItself(bytes: Uint8Array): boolean {
  const first = bytes[0];
  return first === ascii.openBrace || first === ascii.openBracket || first === ascii.quote;
}

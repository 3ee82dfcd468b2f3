import type { ExchangeDetail } from '../../shared/records.ts';
import { blockId } from './blocksTable.ts';
import type { Database } from './database.ts';
import { packText, unpackText } from './packedText.ts';
import { bytesIn, numberIn, optionalNumberIn } from './row.ts';
import { applyDelta, type Delta, diffRows } from './sequenceDelta.ts';

/** The parts of an exchange that grow with its conversation. */
export type ExchangeLists = Pick<ExchangeDetail, 'blocks' | 'receipts' | 'waste'>;

/** One JSON text per entry, so that lists are compared and shared row by row. */
interface Rows {
  readonly blocks: readonly string[];
  readonly receipts: readonly string[];
  readonly waste: readonly string[];
}

type Deltas = { readonly [part in keyof Rows]: Delta };

interface StoredList {
  readonly base: number | undefined;
  readonly chainBytes: number;
  readonly packedBytes: number;
  readonly deltas: Deltas;
}

const noRows: Rows = { blocks: [], receipts: [], waste: [] };

/**
 * Keeps lists as deltas against the parent exchange's. When the deltas since the last whole list outweigh it, the list is
 * written whole again: that at most doubles the cost of a conversation, and no read takes more than twice one list.
 */
export class ListsTable {
  readonly #database: Database;
  /** The lists written or read last; a parallel agent's turns alternate between a few. */
  readonly #recent = new Map<number, Rows>();

  constructor(database: Database) {
    this.#database = database;
  }

  keep(lists: ExchangeLists, base: number | undefined): number {
    const rows = toRows(lists);
    const whole = diffParts(noRows, rows);
    const wholePacked = packText(JSON.stringify(whole));
    const delta = base === undefined ? undefined : this.#delta(rows, base, wholePacked.data.length);
    const { codec, data } = delta?.packed ?? wholePacked;
    const id = this.#database.insert(
      'INSERT INTO lists (base, chain_bytes, codec, data) VALUES (?, ?, ?, ?)',
      delta === undefined ? null : (base ?? null),
      delta?.chainBytes ?? 0,
      codec,
      data,
    );
    this.#nameBlocks(id, delta?.deltas ?? whole);
    this.#remember(id, rows);
    return id;
  }

  read(id: number): ExchangeLists {
    const rows = this.#rows(id);
    return {
      blocks: rows.blocks.map((row, index) => ({ position: index, ...JSON.parse(row) })),
      receipts: rows.receipts.map((row, index) => ({ block: index, ...JSON.parse(row) })),
      waste: rows.waste.map(row => JSON.parse(row)),
    };
  }

  /** `undefined` when writing the list whole is due. */
  #delta(rows: Rows, base: number, wholeBytes: number) {
    const deltas = diffParts(this.#rows(base), rows);
    const packed = packText(JSON.stringify(deltas));
    const chainBytes = this.#stored(base).chainBytes + packed.data.length;
    return chainBytes > wholeBytes ? undefined : { deltas, packed, chainBytes };
  }

  /** Only the blocks of the list's own rows: the others are named by its base, which stays as long as the list. */
  #nameBlocks(list: number, { blocks }: Deltas): void {
    const own = blocks.filter(step => typeof step === 'string');
    for (const hash of new Set(own.flatMap(hashesIn))) {
      const block = blockId(this.#database, hash);
      if (block !== undefined) this.#database.run('INSERT INTO list_blocks (list, block) VALUES (?, ?)', list, block);
    }
  }

  #rows(id: number): Rows {
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent;
    const chain: Deltas[] = [];
    let start: Rows = noRows;
    for (let next: number | undefined = id; next !== undefined; ) {
      const known = this.#recent.get(next);
      if (known !== undefined) {
        start = known;
        break;
      }
      const list = this.#stored(next);
      chain.push(list.deltas);
      next = list.base;
    }
    const rows = chain.reduceRight(applyParts, start);
    this.#remember(id, rows);
    return rows;
  }

  #stored(id: number): StoredList {
    const row = this.#database.get('SELECT base, chain_bytes, codec, data FROM lists WHERE id = ?', id);
    if (row === undefined) throw new Error(`List ${id} is missing from the store.`);
    const packed = { codec: numberIn(row, 'codec'), data: bytesIn(row, 'data') };
    return {
      base: optionalNumberIn(row, 'base'),
      chainBytes: numberIn(row, 'chain_bytes'),
      packedBytes: packed.data.length,
      deltas: JSON.parse(unpackText(packed)),
    };
  }

  #remember(id: number, rows: Rows): void {
    const capacity = 16;
    this.#recent.delete(id);
    this.#recent.set(id, rows);
    const oldest = this.#recent.keys().next().value;
    if (this.#recent.size > capacity && oldest !== undefined) this.#recent.delete(oldest);
  }
}

/** A position that only repeats the row's place is left out: inserting one block must not change all rows behind it. */
function toRows(lists: ExchangeLists): Rows {
  return {
    blocks: lists.blocks.map(({ position, ...rest }, index) =>
      JSON.stringify(position === index ? rest : { ...rest, position }),
    ),
    receipts: lists.receipts.map(({ block, ...rest }, index) =>
      JSON.stringify(block === index ? rest : { ...rest, block }),
    ),
    waste: lists.waste.map(finding => JSON.stringify(finding)),
  };
}

function diffParts(base: Rows, next: Rows): Deltas {
  return {
    blocks: diffRows(base.blocks, next.blocks),
    receipts: diffRows(base.receipts, next.receipts),
    waste: diffRows(base.waste, next.waste),
  };
}

function applyParts(base: Rows, deltas: Deltas): Rows {
  return {
    blocks: applyDelta(base.blocks, deltas.blocks),
    receipts: applyDelta(base.receipts, deltas.receipts),
    waste: applyDelta(base.waste, deltas.waste),
  };
}

function hashesIn(row: string): readonly string[] {
  const { hash, replacementHash }: { hash: string; replacementHash?: string } = JSON.parse(row);
  return replacementHash === undefined ? [hash] : [hash, replacementHash];
}

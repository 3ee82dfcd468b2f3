import { z } from 'zod';
import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import { type MeasuredUnit, measureSaving } from '../../engine/measure/measureSaving.ts';
import type { ExchangeSummary, MeasuredSaving } from '../../shared/records.ts';
import type { Store } from '../../store/store.ts';
import { DelayedWrite } from './delayedWrite.ts';

type StateStore = Pick<Store, 'readState' | 'writeState'>;

/** Conversations of a hold-out that are kept, the newest; far more than an interval needs. */
const maxUnits = 4000;

const group = z.enum(['treated', 'untouched']);
const kept = z.array(z.tuple([z.string(), group, z.number(), z.number()]));

interface Tally extends MeasuredUnit {
  readonly group: z.infer<typeof group>;
}

/** Adds up what the conversations of a hold-out cost, from one run of the engine to the next, and says what was saved. */
export class SavingKeeper {
  readonly #store: StateStore;
  readonly #log: (line: string) => void;
  readonly #tallies: Map<string, Tally>;
  readonly #writing = new DelayedWrite(() => this.#write());

  private constructor(store: StateStore, log: (line: string) => void, tallies: Map<string, Tally>) {
    this.#store = store;
    this.#log = log;
    this.#tallies = tallies;
  }

  static async open(store: StateStore, log: (line: string) => void): Promise<SavingKeeper> {
    return new SavingKeeper(store, log, parseTallies(await store.readState('holdOut')));
  }

  /** Only what the provider itself reported counts; a forecast would measure our own opinion. */
  add({ holdOut }: ExchangeFacts, { cost, tokensBefore }: ExchangeSummary): void {
    if (holdOut === undefined || cost?.source !== 'measured') return;
    const known = this.#tallies.get(holdOut.unit) ?? { group: holdOut.group, usd: 0, tokensBefore: 0 };
    // The share was changed under way: what such a conversation cost belongs to neither group.
    if (known.group !== holdOut.group) return;
    this.#tallies.delete(holdOut.unit);
    this.#tallies.set(holdOut.unit, {
      group: known.group,
      usd: known.usd + cost.total,
      tokensBefore: known.tokensBefore + tokensBefore,
    });
    const [oldest] = this.#tallies.keys();
    if (this.#tallies.size > maxUnits && oldest !== undefined) this.#tallies.delete(oldest);
    this.#writing.soon();
  }

  /** `undefined` while there are too few conversations to tell. */
  measured(): MeasuredSaving | undefined {
    const tallies = [...this.#tallies.values()];
    const of = (name: Tally['group']): readonly Tally[] => tallies.filter(tally => tally.group === name);
    return measureSaving(of('treated'), of('untouched'));
  }

  /** Once it resolves, nothing of what was added so far will be written any more. */
  async forget(): Promise<void> {
    this.#tallies.clear();
    await this.#writing.cancel();
  }

  /** Resolves when everything added so far is written. */
  flush(): Promise<void> {
    return this.#writing.flush();
  }

  async #write(): Promise<void> {
    const rows = [...this.#tallies].map(([unit, { group: of, usd, tokensBefore }]) => [unit, of, usd, tokensBefore]);
    try {
      await this.#store.writeState('holdOut', JSON.stringify(rows));
    } catch (error) {
      this.#log(`The hold-out's figures were not kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function parseTallies(json: string | undefined): Map<string, Tally> {
  try {
    const rows = kept.parse(JSON.parse(json ?? '[]'));
    return new Map(rows.map(([unit, of, usd, tokensBefore]) => [unit, { group: of, usd, tokensBefore }]));
  } catch {
    return new Map();
  }
}

import type { Lesson } from '../../engine/analysis/exchangeRecording.ts';
import { type Calibration, observe, parseCalibration } from '../../engine/tokens/calibration.ts';
import type { Store } from '../../store/store.ts';

type StateStore = Pick<Store, 'readState' | 'writeState'>;

/** What providers reported so far, kept from one run of the engine to the next. */
export class CalibrationKeeper {
  readonly #store: StateStore;
  readonly #log: (line: string) => void;
  #current: Calibration;
  #writing: Promise<void> | undefined;

  private constructor(store: StateStore, log: (line: string) => void, current: Calibration) {
    this.#store = store;
    this.#log = log;
    this.#current = current;
  }

  static async open(store: StateStore, log: (line: string) => void): Promise<CalibrationKeeper> {
    return new CalibrationKeeper(store, log, parseCalibration(readJson(await store.readState('calibration'))));
  }

  get current(): Calibration {
    return this.#current;
  }

  learn({ family, sample }: Lesson): void {
    const learnt = observe(this.#current, family, sample);
    if (learnt === this.#current) return;
    this.#current = learnt;
    this.#writing ??= this.#write();
  }

  /** Resolves when everything learnt so far is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  /** What is learnt while a write is under way goes into the next one. */
  async #write(): Promise<void> {
    try {
      for (let written: Calibration | undefined; written !== this.#current; ) {
        written = this.#current;
        await this.#store.writeState('calibration', JSON.stringify(written));
      }
    } catch (error) {
      // It is learnt again from the next exchanges.
      this.#log(`The calibration was not kept: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#writing = undefined;
    }
  }
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

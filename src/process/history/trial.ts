import { resolveModel } from '../../engine/models/modelTable.ts';
import { priceUsage } from '../../engine/models/price.ts';
import { Arm, ArmMemory, type PastRequest } from '../../engine/rehearsal/arm.ts';
import type { TrialResult, TrialRow, TrialSource } from '../../shared/history.ts';
import { profiles } from '../../shared/modes.ts';
import { type Options, parseOptions } from '../../shared/options.ts';

interface TriedArm {
  readonly setting: TrialRow['setting'];
  readonly arm: Arm;
}

/** Sends past conversations again in thought: untouched, and under every profile. Nothing leaves the process. */
export class Trial {
  readonly #source: TrialSource;
  readonly #options: Partial<Options>;
  #arms: readonly TriedArm[] = [];
  #rows: ReadonlyMap<TrialRow['setting'], TrialRow>;
  #conversations = 0;
  #isCounted = false;
  #requests = 0;
  #messagesOnly = 0;
  #paidUsd: number | undefined = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = 0;

  /** `options` are those that hold whatever the profile. */
  constructor(source: TrialSource, options: Partial<Options>) {
    this.#source = source;
    this.#options = options;
    this.#rows = new Map(settings.map(setting => [setting, emptyRow(setting)]));
  }

  /** Conversations share neither decisions nor a memory; what a provider still held of an earlier one was another prefix. */
  begin(): void {
    const memory = new ArmMemory();
    this.#isCounted = false;
    this.#arms = settings.map(setting => ({ setting, arm: new Arm(this.#settingOf(setting), memory) }));
  }

  /** Sends what is too old to count, for what it leaves behind in memories and caches. */
  async warmUp(request: PastRequest, laterRequests: number): Promise<void> {
    for (const { arm } of this.#arms) await arm.send(request, laterRequests);
  }

  async send(request: PastRequest, laterRequests: number): Promise<void> {
    const rows = new Map(this.#rows);
    for (const { setting, arm } of this.#arms) {
      const step = await arm.send(request, laterRequests);
      const row = rows.get(setting) ?? emptyRow(setting);
      rows.set(setting, {
        setting,
        tokens: row.tokens + step.tokens,
        usd: row.usd + step.usd,
        fetchUsd: row.fetchUsd + step.fetchUsd,
        fetches: row.fetches + step.fetches,
        breaks: row.breaks + Number(step.isBreak),
      });
    }
    this.#rows = rows;
    this.#note(request);
  }

  get result(): TrialResult {
    return {
      source: this.#source,
      conversations: this.#conversations,
      requests: this.#requests,
      messagesOnly: this.#messagesOnly,
      from: Math.min(this.#from, this.#to),
      to: this.#to,
      ...(this.#paidUsd !== undefined && this.#requests > 0 && { paidUsd: this.#paidUsd }),
      rows: [...this.#rows.values()],
    };
  }

  /** A request without a time is counted, and says nothing about when. */
  #note({ usage, model, isPartial, atMs }: PastRequest): void {
    const paid = usage === undefined ? undefined : priceUsage(resolveModel(model), usage)?.total;
    this.#paidUsd = this.#paidUsd === undefined || paid === undefined ? undefined : this.#paidUsd + paid;
    this.#conversations += Number(!this.#isCounted);
    this.#isCounted = true;
    this.#requests++;
    this.#messagesOnly += Number(isPartial === true);
    if (atMs === 0) return;
    this.#from = Math.min(this.#from, atMs);
    this.#to = Math.max(this.#to, atMs);
  }

  #settingOf(setting: TrialRow['setting']) {
    if (setting === 'audit') return { mode: 'audit', options: parseOptions({}, 'proxy') } as const;
    return { mode: 'optimize', options: parseOptions({ ...this.#options, savingsProfile: setting }, 'proxy') } as const;
  }
}

const settings: readonly TrialRow['setting'][] = ['audit', ...profiles];

function emptyRow(setting: TrialRow['setting']): TrialRow {
  return { setting, tokens: 0, usd: 0, fetchUsd: 0, fetches: 0, breaks: 0 };
}

import type { TrialSource } from '../../src/shared/history.ts';
import type { Mode, Profile } from '../../src/shared/modes.ts';
import type { OptionChanges, PanelQuery } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import { t } from '../text/t.ts';
import type { Deed } from './panelState.ts';
import { type DifferenceParts, showDifference } from './showDifference.ts';

/** Days that "my last week" looks back on. */
export const weekDays = 7;

/** What a person may do that takes the engine a while or changes how it works. Every failure becomes a complaint. */
export interface Deeds {
  setOptions(changes: OptionChanges, told: string): void;
  /** Turns optimize on with this profile. The host may ask for consent first. */
  useProfile(profile: Profile): void;
  /** Takes the last change back. */
  undo(): void;
  startImport(): void;
  startTrial(source: TrialSource): void;
  cancelJob(): void;
  saveConversation(conversation: string): void;
  openConversation(text: string): void;
  /** Everything that Headroom changed in a request, as one diff in the clipboard. */
  copyChanges(detail: ExchangeDetail): void;
  /** Where a request parted from the one before it. */
  showDifference(detail: ExchangeDetail): void;
}

export interface DeedParts extends DifferenceParts {
  readonly readOverview: () => Promise<void>;
  /** Reads the list anew and shows a conversation of it. */
  readonly show: (conversation: string) => Promise<void>;
}

export function createDeeds(parts: DeedParts): Deeds {
  const { host, happen, state } = parts;
  const attempt = (work: () => Promise<void>): void => {
    happen({ type: 'complained', complaint: undefined });
    work().catch((error: unknown) => {
      happen({ type: 'complained', complaint: error instanceof Error ? error.message : String(error) });
    });
  };
  const setOptions = async (options: OptionChanges, text: string, undoMode?: Mode): Promise<void> => {
    const { undo } = await host.ask({ type: 'setOptions', options });
    happen({ type: 'done', deed: { text, undo: { options: undo, mode: undoMode } } });
    await parts.readOverview();
  };
  const undo = async ({ options, mode }: NonNullable<Deed['undo']>): Promise<void> => {
    if (mode !== undefined) await host.ask({ type: 'setMode', mode });
    await host.ask({ type: 'setOptions', options });
    happen({ type: 'done', deed: { text: t('deed.undone'), undo: undefined } });
    await parts.readOverview();
  };
  const startJob = async (query: Extract<PanelQuery, { type: 'import' | 'trial' | 'cancelJob' }>): Promise<void> => {
    happen({ type: 'jobChanged', job: (await host.ask(query)) ?? undefined });
  };
  return {
    setOptions: (changes, told) => attempt(() => setOptions(changes, told)),
    useProfile: profile =>
      attempt(async () => {
        const before = state().overview?.status.mode;
        await host.ask({ type: 'setMode', mode: 'optimize' });
        const undoMode = before === 'optimize' ? undefined : before;
        await setOptions({ savingsProfile: profile }, t('trial.used', { profile }), undoMode);
      }),
    undo: () => {
      const last = state().deed?.undo;
      if (last !== undefined) attempt(() => undo(last));
    },
    startImport: () => attempt(() => startJob({ type: 'import', days: weekDays })),
    startTrial: source => attempt(() => startJob({ type: 'trial', source, days: weekDays })),
    cancelJob: () => attempt(() => startJob({ type: 'cancelJob' })),
    saveConversation: conversation =>
      attempt(async () => {
        host.act({ type: 'saveFile', ...(await host.ask({ type: 'exportConversation', conversation })) });
      }),
    openConversation: text =>
      attempt(async () => {
        const { conversation } = await host.ask({ type: 'openConversation', text });
        await parts.show(conversation);
      }),
    showDifference: detail => attempt(() => showDifference(detail, parts)),
    copyChanges: detail =>
      attempt(async () => {
        const changed = detail.blocks.filter(block => block.replacementHash !== undefined);
        const views = await Promise.all(
          changed.map(({ position }) => host.ask({ type: 'block', exchange: detail.id, position })),
        );
        const version = state().overview?.status.version ?? '';
        const { changeLog } = await import('../model/changeLog.ts');
        host.act({ type: 'copyText', text: changeLog(detail, views, version) });
        happen({ type: 'changesCopied', exchange: detail.id });
      }),
  };
}

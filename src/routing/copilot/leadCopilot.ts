import { dirname } from 'node:path';
import { gatewayOf } from '../agents/agent.ts';
import { chainUpstream } from '../chainedUpstreams.ts';
import { holdsOurs } from '../foreignEdit.ts';
import { ForeignFileError, readForeignFile } from '../foreignFile.ts';
import { editForeignFile, restoreForeignFile } from '../foreignFiles.ts';
import type { Journal, JournalPages } from '../journal.ts';
import type { JournalEntry } from '../journalEntry.ts';
import { readJsonText } from '../jsonEdit.ts';
import {
  type LiveSettings,
  restoreLiveSettings,
  type SettingsPlace,
  type SettingWish,
  setLiveSettings,
} from '../liveSettings.ts';

export const copilotClient = 'GitHub Copilot';

/**
 * Where Copilot Chat sends its requests instead of its plan's API. It takes effect at once, and only from the user's own
 * settings. `overrideProxyUrl` beside it is left alone: with it Copilot CLI sessions of the editor sign in by a dummy.
 */
export const overrideKey = 'github.copilot.advanced.debug.overrideCapiUrl';

/** Copilot Chat tells of its requests by these. */
const telemetryKeys = {
  enabled: 'github.copilot.chat.otel.enabled',
  endpoint: 'github.copilot.chat.otel.otlpEndpoint',
} as const;

/** The same for agents that VS Code runs in its agent host, since 1.127; their requests do not go through Copilot Chat. */
const agentHostKeys = {
  enabled: 'chat.agentHost.otel.enabled',
  endpoint: 'chat.agentHost.otel.otlpEndpoint',
} as const;

export interface CopilotLead {
  /** Our own home folder. */
  readonly home: string;
  readonly port: number;
  /** The user's settings, which all profiles share as far as these keys go. */
  readonly settings: SettingsPlace;
  /** Copilot tells our receiver of its requests. */
  readonly watches: boolean;
  /** Copilot's requests come this way. */
  readonly compresses: boolean;
  /** True when a person has named Copilot's upstream in our own settings: then no earlier override is chained. */
  readonly hasOwnUpstream?: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Leads Copilot Chat here by the user's settings, at the levels that are asked for and no others. Returns why it is not
 * watched, where somebody else has its telemetry; its requests are led all the same.
 */
export function leadCopilot(journal: Journal, lead: CopilotLead): Promise<ForeignFileError | undefined> {
  const { live, file } = lead.settings;
  return journal.exclusively(async pages => {
    const before = await readBefore(pages, lead);
    const address = lead.compresses ? await overrideUrl(before.override, lead) : undefined;
    const refusal = lead.watches ? refusalOf(before, lead) : undefined;
    const watches = lead.watches && refusal === undefined;
    const wishes = [...(watches ? telemetryWishes(before, lead) : []), ...overrideWishes(address)];
    if (before.entry !== undefined && !coversAll(wishes, before.entry)) {
      await restoreLiveSettings(pages, live, before.entry);
    }
    if (wishes.length === 0) return refusal;
    await setLiveSettings(pages, lead.settings, {
      wishes,
      route: {
        ...{ client: copilotClient, folder: dirname(file), port: lead.port },
        effectiveUrl: before.override ?? '',
      },
      now: lead.now,
    });
    return refusal;
  });
}

/** Takes back what leads Copilot here, wherever it is, and says what others have changed. */
export async function withdrawCopilot(journal: Journal, live: LiveSettings): Promise<readonly string[]> {
  if (!(await journal.read()).some(failsClosed)) return [];
  return journal.exclusively(async pages => {
    const notes: string[] = [];
    for (const entry of pages.entries.filter(failsClosed)) {
      notes.push(...(await restoreLiveSettings(pages, live, entry)).notes);
    }
    return notes;
  });
}

/**
 * Takes the override alone back, in the file: an editor that closes takes no settings any more. Telemetry settings stay,
 * because Copilot reads them only when a window opens, and nothing of it waits for their receiver.
 */
export async function withdrawOverride(journal: Journal, now: number): Promise<void> {
  if (!(await journal.read()).some(failsClosed)) return;
  await journal.exclusively(async pages => {
    for (const entry of pages.entries.filter(failsClosed)) {
      if (!entry.changes.some(isOverride)) continue;
      const kept = await keptWishes(entry);
      const { isDone } = await restoreForeignFile(pages, entry);
      if (!isDone || kept.length === 0 || entry.route === undefined) continue;
      await editForeignFile(pages, entry.file, { wishes: kept, route: entry.route, now });
    }
  });
}

/** What else is still ours in the file; what others have set instead stays theirs. */
async function keptWishes(entry: JournalEntry): Promise<readonly SettingWish[]> {
  const text = await readForeignFile(entry.file).catch(() => undefined);
  return entry.changes.flatMap(change => {
    const newest = change.kind === 'json' ? change.ours.at(-1) : undefined;
    if (change.kind !== 'json' || newest === undefined || isOverride(change)) return [];
    return holdsOurs(entry, change.path, text) ? [{ kind: 'json', path: change.path, value: JSON.parse(newest) }] : [];
  });
}

function isOverride(change: JournalEntry['changes'][number]): boolean {
  return change.kind === 'json' && change.path.join('.') === overrideKey;
}

/** Nothing answers Copilot while nobody listens, so what leads it here goes first, and at once. */
export function failsClosed({ route }: JournalEntry): boolean {
  return route?.client === copilotClient;
}

interface Before {
  readonly entry?: JournalEntry;
  /** What other people's tools have set. */
  readonly override?: string;
  readonly endpoint?: string;
  /** The agents of the agent host can tell us: this version has them, and nobody else listens. */
  readonly hasAgentHost: boolean;
}

async function readBefore(pages: JournalPages, { settings: { file, live }, port }: CopilotLead): Promise<Before> {
  const entry = pages.entries.find(candidate => candidate.file === file && failsClosed(candidate));
  const text = await readForeignFile(file);
  const foreign = (key: string): string | undefined => {
    const value = text === undefined ? undefined : readJsonText(text, [key]);
    const isOurs = entry !== undefined && holdsOurs(entry, [key], text);
    return value === undefined || value === '' || isOurs ? undefined : value;
  };
  const known = entry !== undefined && holdsOurs(entry, [overrideKey], text) ? entry.route?.effectiveUrl : undefined;
  // A value of ours that no journal knows any more is no gateway.
  const override = gatewayOf(known === undefined || known === '' ? foreign(overrideKey) : known, { port });
  const endpoint = foreign(telemetryKeys.endpoint);
  return {
    ...(entry !== undefined && { entry }),
    ...(override !== undefined && { override }),
    ...(endpoint !== undefined && { endpoint }),
    hasAgentHost: live.knows(agentHostKeys.endpoint) && foreign(agentHostKeys.endpoint) === undefined,
  };
}

/** An override from before us, such as a company's gateway, stays in the way of the requests. */
async function overrideUrl(before: string | undefined, { home, port, hasOwnUpstream }: CopilotLead): Promise<string> {
  const isChained = before !== undefined && hasOwnUpstream !== true;
  return `http://127.0.0.1:${port}${isChained ? `/u/${await chainUpstream(home, before)}` : '/copilot'}`;
}

function overrideWishes(address: string | undefined): readonly SettingWish[] {
  return address === undefined ? [] : [{ kind: 'json', path: [overrideKey], value: address }];
}

function refusalOf({ endpoint }: Before, { settings: { file } }: CopilotLead): ForeignFileError | undefined {
  if (endpoint === undefined) return undefined;
  return new ForeignFileError(
    `Copilot's telemetry already goes to ${endpoint} (${telemetryKeys.endpoint} in ${file}), and it has one ` +
      'receiver only. Remove that setting to let Headroom watch, or connect Copilot through the proxy instead.',
  );
}

function telemetryWishes({ hasAgentHost }: Before, { port }: CopilotLead): readonly SettingWish[] {
  return [telemetryKeys, ...(hasAgentHost ? [agentHostKeys] : [])].flatMap(keys => [
    { kind: 'json', path: [keys.enabled], value: true },
    { kind: 'json', path: [keys.endpoint], value: `http://127.0.0.1:${port}/otel` },
  ]);
}

/** Whether everything that we have changed is still asked for. */
function coversAll(wishes: readonly SettingWish[], { changes }: JournalEntry): boolean {
  return changes.every(
    change => change.kind === 'json' && wishes.some(wish => wish.path.join('\0') === change.path.join('\0')),
  );
}

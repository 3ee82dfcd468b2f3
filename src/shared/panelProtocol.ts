import type { DisabledServer } from './disabledServer.ts';
import type { ConversationTrial, HistoryJob, TranscriptsFound, TrialSource } from './history.ts';
import type { Mode, Profile } from './modes.ts';
import type { Options } from './options.ts';
import type { Presence } from './presence.ts';
import type {
  BlockKind,
  CompositionShare,
  Cost,
  ExchangeDetail,
  ExchangeSummary,
  MeasuredSaving,
  RateLimit,
  Receipt,
} from './records.ts';
import type { Report } from './report.ts';
import type { WasteCategory } from './wasteCategories.ts';

/**
 * What the panel asks the engine process. The extension host relays these to `POST /headroom/api/query`; the page at
 * `/mri` posts them itself. One union, so that both pages are the same page.
 */
export type PanelQuery =
  /** `since` is where the person's day began, in milliseconds since the epoch; else that of the engine's clock counts. */
  | { readonly type: 'overview'; readonly since?: number }
  | ExchangesQuery
  | { readonly type: 'exchange'; readonly id: string }
  | { readonly type: 'block'; readonly exchange: string; readonly position: number }
  /** One step of a search through the texts of blocks, newest requests first; `before` goes on where a step ended. */
  | { readonly type: 'searchTexts'; readonly text: string; readonly before?: number }
  | { readonly type: 'simulate'; readonly subject: SimulationSubject; readonly options: Partial<Options> }
  | { readonly type: 'report'; readonly since?: number; readonly conversation?: string; readonly project?: string }
  /** What lies in the contexts of agents since then, in milliseconds since the epoch. */
  | { readonly type: 'presence'; readonly since: number }
  | { readonly type: 'setMode'; readonly mode: Mode }
  /** Relays unread for so long, and then goes on in the mode of before. */
  | { readonly type: 'pause'; readonly forMs: number }
  /** Forgets everything that was recorded, originals and decisions included. */
  | { readonly type: 'clear' }
  | { readonly type: 'setProfile'; readonly profile: Profile }
  /** Looks for transcripts of clients; reads none. */
  | { readonly type: 'transcripts' }
  /** Reads transcripts of the last days into the store. Another job that runs is refused. */
  | { readonly type: 'import'; readonly days: number }
  /** Replays past conversations under every profile. */
  | { readonly type: 'trial'; readonly source: TrialSource; readonly days: number }
  | { readonly type: 'job' }
  | { readonly type: 'cancelJob' }
  | {
      readonly type: 'conversationTrial';
      readonly conversation: string;
      readonly options: Partial<Options>;
    }
  /** Changes options of the running engine; undone by setting what it answers with. */
  | { readonly type: 'setOptions'; readonly options: OptionChanges }
  /** One conversation as a file that another panel can open; texts are blanked. */
  | { readonly type: 'exportConversation'; readonly conversation: string }
  /** Takes in such a file. Answers with the id of its conversation. */
  | { readonly type: 'openConversation'; readonly text: string };

/** Options to set; `null` goes back to the default or the profile's value. */
export type OptionChanges = { readonly [Name in keyof Options]?: Options[Name] | null };

/** Newest first. `before` continues a page; `conversation` narrows to one conversation and its branches. */
export interface ExchangesQuery {
  readonly type: 'exchanges';
  readonly limit: number;
  readonly before?: number;
  readonly search?: string;
  readonly conversation?: string;
}

/** A recorded exchange, or the text of a request body, a message array or a plain prompt. */
export type SimulationSubject =
  | { readonly kind: 'exchange'; readonly id: string }
  | { readonly kind: 'text'; readonly text: string; readonly model?: string };

/** The answer to each query, by its type. */
export interface PanelAnswers {
  readonly overview: Overview;
  readonly exchanges: ExchangePage;
  readonly exchange: ExchangeDetail;
  readonly block: BlockView;
  readonly searchTexts: TextsFound;
  readonly simulate: SimulationView;
  readonly report: Report;
  readonly presence: Presence;
  readonly setMode: EngineStatus;
  readonly pause: EngineStatus;
  readonly clear: EngineStatus;
  readonly setProfile: EngineStatus;
  readonly transcripts: TranscriptsFound;
  readonly import: HistoryJob;
  readonly trial: HistoryJob;
  readonly job: HistoryJob | null;
  readonly cancelJob: HistoryJob | null;
  readonly conversationTrial: ConversationTrial;
  /** What to set to undo it. */
  readonly setOptions: { readonly undo: OptionChanges; readonly status: EngineStatus };
  readonly exportConversation: { readonly name: string; readonly text: string };
  readonly openConversation: { readonly conversation: string; readonly exchanges: number };
}

export interface EngineStatus {
  readonly state: 'running' | 'relay' | 'stopped' | 'starting' | 'failed';
  readonly version: string;
  readonly pid: number;
  readonly port: number;
  readonly mode: Mode;
  readonly profile: Profile;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds since the epoch; set while the proxy pauses. */
  readonly pausedUntil?: number;
  /** The mode that comes back when the pause ends. */
  readonly modeAfterPause?: Mode;
  /** What a person should know: why it runs on JSONL, why it stopped, who holds the port. */
  readonly notice?: string;
}

export interface ClientSeen {
  readonly name: string;
  readonly exchanges: number;
  readonly lastSeenAt: number;
}

/** Net savings of today. The two figures are never added: one is the provider's, the other our estimate. */
export interface SavingsToday {
  readonly tokensSaved: number;
  readonly measuredUsd: number;
  readonly estimatedUsd: number;
  /** What optimize would have saved, when the mode is audit or simulate. */
  readonly couldHaveSavedUsd: number;
}

/** A step up in price that the newest conversation is about to take, or has just taken. */
export interface PriceStep {
  readonly model: string;
  /** Tokens of a prompt up to which the lower prices hold. */
  readonly above: number;
  /** Input price beyond over input price below. */
  readonly factor: number;
}

/** The header and the empty page: everything that does not depend on a selection. */
export interface Overview {
  readonly status: EngineStatus;
  readonly clients: readonly ClientSeen[];
  readonly today: SavingsToday;
  readonly limits: readonly RateLimit[];
  readonly exchanges: number;
  /** Where clients must point, e.g. `http://127.0.0.1:8787`. */
  readonly baseUrl: string;
  /** What agents fetched back today. */
  readonly retrievals?: { readonly count: number; readonly tokens: number };
  /** US dollars that a person wants to spend per day at most. */
  readonly dailyBudgetUsd?: number;
  /** Of the model of the newest request, when its price depends on the size of the prompt. */
  readonly priceStep?: PriceStep;
  /** Once enough conversations were held out to tell. */
  readonly measuredSaving?: MeasuredSaving;
  /** Options that were set, beside the profile. */
  readonly options?: OptionChanges;
}

export interface ExchangePage {
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
  /** Pass as `before` for the next page; absent on the last one. */
  readonly next?: number;
}

/** A request one of whose blocks holds a text that was looked for. */
export interface TextHit {
  readonly exchange: ExchangeSummary;
  /** Position of the first block that holds it. */
  readonly block: number;
  /** The text with its surroundings, in one line. */
  readonly excerpt: string;
}

export interface TextsFound {
  /** Newest first. */
  readonly found: readonly TextHit[];
  /** Requests that this step looked at, and the characters that it read for that. */
  readonly requests: number;
  readonly characters: number;
  /** Pass as `before` for the next step; absent when nothing older is recorded. */
  readonly next?: number;
}

/** Both texts of one block. `after` is absent when the block was left alone. */
export interface BlockView {
  readonly exchange: string;
  readonly position: number;
  readonly label: string;
  readonly kind: BlockKind;
  readonly before: string;
  readonly after?: string;
  readonly receipt: Receipt;
}

/** What a set of options would do to one request. */
export interface SimulationView {
  readonly model: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
  readonly errorBand: number;
  readonly estimatedSavings: Cost;
  /** A recorded request is priced by the cache tiers at which it was paid; other texts as plain input. */
  readonly priced: 'asPaid' | 'asInput';
  readonly composition: readonly CompositionShare[];
  readonly waste: readonly { readonly category: WasteCategory; readonly tokens: number }[];
  readonly blocks: readonly SimulatedBlock[];
  /** The effective options after profile and overrides. */
  readonly options: Options;
}

export interface SimulatedBlock {
  readonly label: string;
  readonly receipt: Receipt;
  readonly before: string;
  readonly after?: string;
}

/** What the engine tells open panels, as server-sent events at `GET /headroom/api/events`. */
export type PanelEvent =
  | { readonly type: 'exchangeRecorded'; readonly exchange: ExchangeSummary }
  | { readonly type: 'exchangeStarted'; readonly id: string; readonly client: string; readonly startedAt: number }
  | { readonly type: 'statusChanged'; readonly status: EngineStatus }
  /** Everything that was recorded has been forgotten. */
  | { readonly type: 'cleared' }
  | { readonly type: 'jobChanged'; readonly job: HistoryJob };

export type DiffSubject = 'compression' | 'requests';

/** What only an editor can do. The page at `/mri` hides these or does the nearest thing a browser can. */
export type EditorAction =
  | {
      readonly type: 'openDiff';
      readonly title: string;
      readonly before: string;
      readonly after: string;
      /** What the two texts are: a block and what was sent of it (the default), or what stood there in two requests. */
      readonly of?: DiffSubject;
    }
  | { readonly type: 'openText'; readonly title: string; readonly text: string }
  | { readonly type: 'copyText'; readonly text: string }
  /** Asks where, then writes; a browser downloads. */
  | { readonly type: 'saveFile'; readonly name: string; readonly text: string }
  /** Asks which file; its text comes back as `fileChosen`. */
  | { readonly type: 'chooseFile' }
  /** Asks first, then has Claude Code leave the tools of an MCP server out of a project. */
  | ({ readonly type: 'disableServer' } & DisabledServer)
  | { readonly type: 'startEngine' }
  | { readonly type: 'stopEngine' }
  | { readonly type: 'showLog' };

/** From the panel to its host. */
export type PanelMessage =
  | { readonly type: 'load' }
  | { readonly type: 'query'; readonly id: number; readonly query: PanelQuery }
  | { readonly type: 'action'; readonly action: EditorAction };

/** From the host to the panel. */
export type HostMessage =
  | { readonly type: 'answered'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'event'; readonly event: PanelEvent }
  /** The answer to `chooseFile`, unless the person dismissed it. */
  | { readonly type: 'fileChosen'; readonly text: string }
  /** The host opens the panel on something, e.g. a prompt to simulate. */
  | { readonly type: 'navigated'; readonly to: PanelTarget };

export type PanelTarget =
  | { readonly lens: 'inspect'; readonly exchange?: string }
  | { readonly lens: 'simulate'; readonly subject: SimulationSubject };

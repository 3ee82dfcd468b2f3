import type {
  EditorAction,
  PanelAnswers,
  PanelEvent,
  PanelQuery,
  PanelTarget,
} from '../../src/shared/panelProtocol.ts';

/** What the page hears without having asked. `linked` comes first, and again after every interruption. */
export type HostNews =
  | { readonly type: 'linked' }
  | { readonly type: 'unlinked'; readonly reason: string }
  | { readonly type: 'event'; readonly event: PanelEvent }
  /** The file that a person chose. */
  | { readonly type: 'fileChosen'; readonly text: string }
  | { readonly type: 'navigated'; readonly to: PanelTarget };

/** Where the panel runs: in the editor, which relays to the engine process, or in a browser, which asks it directly. */
export interface Host {
  ask<Query extends PanelQuery>(query: Query): Promise<PanelAnswers[Query['type']]>;
  act(action: EditorAction): void;
  can(action: EditorAction['type']): boolean;
  /** Starts the flow of news; called once. */
  listen(hear: (news: HostNews) => void): void;
  /** The arrangement saved before a reload, unchecked. */
  restore(): unknown;
  save(arrangement: unknown): void;
}

import type { Mode } from '../shared/modes.ts';
import type { PanelTarget } from '../shared/panelProtocol.ts';
import type { ClaudeCodeRoute } from './clients/claudeCodeRoute.ts';
import type { CopilotRoute } from './copilot/copilotRoute.ts';
import type { OwnKeyRoute } from './copilot/ownKeyRoute.ts';
import type { Editor } from './editor.ts';
import type { ProxySession } from './engine/proxySession.ts';

/** What commands and panel ask of this window's session. */
export type EngineSession = Pick<
  ProxySession,
  'status' | 'start' | 'stop' | 'restart' | 'setMode' | 'query' | 'overview'
>;

export type ClaudeCodeConnection = Pick<
  ClaudeCodeRoute,
  'since' | 'fetches' | 'retrievalCommand' | 'isConnected' | 'connect' | 'disconnect'
>;

export type CopilotConnection = Pick<CopilotRoute, 'since' | 'connect' | 'disconnect'>;

export type OwnKeyConnection = Pick<OwnKeyRoute, 'provider' | 'since' | 'state' | 'connect' | 'disconnect'>;

export interface Services {
  readonly session: EngineSession;
  readonly panel: { reveal(target?: PanelTarget): Promise<void> };
  readonly editor: Editor;
  readonly log: { show(): void; error(message: string): void };
  /** In the folders of this window. */
  readonly claudeCode: ClaudeCodeConnection;
  /** In every folder that has no base URL of its own. */
  readonly claudeCodeEverywhere: ClaudeCodeConnection;
  readonly copilot: CopilotConnection;
  /** Models in Copilot's picker that a person pays with a key of their own. */
  readonly ownKey: OwnKeyConnection;
  reloadWindow(): Promise<void>;
  /** Whether a person has agreed that requests may be changed. */
  readonly consent: { permits(mode: Mode): Promise<boolean> };
  terminalsAreRouted(): boolean;
  modeOfSettings(): Mode;
  doctor(): Promise<string>;
  diagnostics(): Promise<string>;
  /** Agent settings that lead Claude Code past us, as sentences with the file that a person may open. */
  bypasses(): Promise<readonly { readonly message: string; readonly file: string }[]>;
}

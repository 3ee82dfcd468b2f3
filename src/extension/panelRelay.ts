import type { DisabledServer } from '../shared/disabledServer.ts';
import type { EditorAction, HostMessage, PanelMessage, PanelQuery, PanelTarget } from '../shared/panelProtocol.ts';
import { unreachable } from '../shared/unreachable.ts';
import type { Consent } from './clients/consent.ts';
import type { Editor } from './editor.ts';
import type { ProxySession } from './engine/proxySession.ts';
import { l10n } from './l10n.ts';

export interface PanelRelayParts {
  readonly session: Pick<ProxySession, 'query' | 'overview' | 'setMode'>;
  readonly editor: Editor;
  readonly consent: Pick<Consent, 'permits'>;
  /** Asks a person, then does it. */
  disableServer(what: DisabledServer): Promise<void>;
  send(message: HostMessage): void;
  /** What the panel was opened for, given once, after it has loaded. */
  takeTarget(): PanelTarget | undefined;
}

/** Answers one message of the panel. Every query gets an answer or a failure: a panel that waits for ever looks dead. */
export async function relayPanelMessage(message: PanelMessage, parts: PanelRelayParts): Promise<void> {
  switch (message.type) {
    case 'load': {
      const target = parts.takeTarget();
      if (target !== undefined) parts.send({ type: 'navigated', to: target });
      return;
    }
    case 'query':
      parts.send(await answer(message.id, message.query, parts));
      return;
    case 'action':
      return act(message.action, parts);
    default:
      return unreachable(message);
  }
}

async function answer(
  id: number,
  query: PanelQuery,
  { session, editor, consent }: PanelRelayParts,
): Promise<HostMessage> {
  try {
    if (query.type === 'setMode' && !(await consent.permits(query.mode))) {
      return { type: 'failed', id, message: l10n.t('The mode stays as it is.') };
    }
    const result = query.type === 'overview' ? await session.overview(query.since) : await session.query(query);
    if (query.type === 'setMode') await editor.saveMode(query.mode);
    // Settings outlive the engine: what a panel sets for good is written there too.
    if (query.type === 'setOptions') await editor.saveOptions(query.options);
    return { type: 'answered', id, answer: result };
  } catch (error) {
    return { type: 'failed', id, message: error instanceof Error ? error.message : String(error) };
  }
}

async function act(action: EditorAction, { editor, send, disableServer }: PanelRelayParts): Promise<void> {
  switch (action.type) {
    case 'openDiff':
      return editor.openDiff(action.title, action.before, action.after, action.of);
    case 'openText':
      return editor.openText(action.title, action.text);
    case 'copyText':
      return editor.copy(action.text);
    case 'saveFile':
      return editor.saveFile(action.name, action.text);
    case 'chooseFile': {
      const text = await editor.chooseFile();
      if (text !== undefined) send({ type: 'fileChosen', text });
      return;
    }
    case 'disableServer':
      return disableServer(action);
    case 'startEngine':
      return editor.run('headroom.startProxy');
    case 'stopEngine':
      return editor.run('headroom.stopProxy');
    case 'showLog':
      return editor.run('headroom.showLog');
    default:
      return unreachable(action);
  }
}

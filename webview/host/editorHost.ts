import type { HostMessage, PanelAnswers, PanelMessage, PanelQuery } from '../../src/shared/panelProtocol.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import type { Host, HostNews } from './host.ts';

/** The part of `acquireVsCodeApi()` that the panel uses. */
export interface EditorApi {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Speaks with the extension host by messages; every question carries a number that its answer repeats. */
export function createEditorHost(api: EditorApi): Host {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let hear: (news: HostNews) => void = () => {};

  const receive = (message: HostMessage): void => {
    switch (message.type) {
      case 'answered':
        waiting.get(message.id)?.resolve(message.answer);
        waiting.delete(message.id);
        return;
      case 'failed':
        waiting.get(message.id)?.reject(new Error(message.message));
        waiting.delete(message.id);
        return;
      case 'event':
        hear({ type: 'event', event: message.event });
        return;
      case 'fileChosen':
        hear({ type: 'fileChosen', text: message.text });
        return;
      case 'navigated':
        hear({ type: 'navigated', to: message.to });
        return;
      default:
        unreachable(message);
    }
  };

  return {
    ask<Query extends PanelQuery>(query: Query) {
      lastId += 1;
      const id = lastId;
      return new Promise<PanelAnswers[Query['type']]>((resolve, reject) => {
        waiting.set(id, { resolve: answer => resolve(answer as PanelAnswers[Query['type']]), reject });
        api.postMessage({ type: 'query', id, query });
      });
    },
    act: action => api.postMessage({ type: 'action', action }),
    can: () => true,
    listen(listener) {
      hear = listener;
      window.addEventListener('message', event => {
        if (isHostMessage(event.data)) receive(event.data);
      });
      const load = (): void => {
        api.postMessage({ type: 'load' });
        hear({ type: 'linked' });
      };
      // Events flow only while the panel is visible, so coming back means asking for the complete state.
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') load();
      });
      load();
    },
    restore: () => api.getState(),
    save: arrangement => api.setState(arrangement),
  };
}

const messageTypes: readonly HostMessage['type'][] = ['answered', 'failed', 'event', 'fileChosen', 'navigated'];

/** Only the extension host can post into a webview, so naming the type is check enough. */
function isHostMessage(data: unknown): data is HostMessage {
  return typeof data === 'object' && data !== null && 'type' in data && messageTypes.some(type => type === data.type);
}

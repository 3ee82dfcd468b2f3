import { adminPaths } from '../../src/shared/adminApi.ts';
import type { EditorAction, PanelAnswers, PanelEvent, PanelQuery } from '../../src/shared/panelProtocol.ts';
import { t } from '../text/t.ts';
import { createEventReader } from './eventStream.ts';
import type { Host, HostNews } from './host.ts';

const storageKeys = {
  token: 'headroom.token',
  arrangement: 'headroom.arrangement',
  consent: 'headroom.consent',
} as const;

/** Milliseconds between attempts to reach the engine again; the last one repeats. */
const retryDelays = [250, 500, 1000, 2000, 5000] as const;

/** What a browser can do by itself. */
const ownActions: readonly EditorAction['type'][] = ['copyText', 'saveFile', 'chooseFile'];

/** Asks the engine process directly, with the token that came in the URL's fragment. */
export function createBrowserHost(page: Window): Host {
  const token = takeToken(page);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  const ask = async <Query extends PanelQuery>(query: Query): Promise<PanelAnswers[Query['type']]> => {
    if (query.type === 'setMode' && query.mode === 'optimize' && !consents(page)) throw new Error(t('consent.refused'));
    const response = await page.fetch(adminPaths.query, { method: 'POST', headers, body: JSON.stringify(query) });
    if (!response.ok) throw new Error(await readFailure(response));
    return (await response.json()) as PanelAnswers[Query['type']];
  };

  let hearNews: (news: HostNews) => void = () => {};
  return {
    ask,
    act(action) {
      if (action.type === 'copyText') void copyText(page, action.text);
      if (action.type === 'saveFile') download(page.document, action.name, action.text);
      if (action.type === 'chooseFile') chooseFile(page.document, text => hearNews({ type: 'fileChosen', text }));
    },
    can: (action: EditorAction['type']) => ownActions.includes(action),
    listen: hear => {
      hearNews = hear;
      void followEvents(page, headers, hear);
      // Questions have an answer before events flow; what is missed in between is read when they do.
      hear({ type: 'linked' });
    },
    restore: () => parseJson(page.sessionStorage.getItem(storageKeys.arrangement)),
    save: arrangement => saveArrangement(page.sessionStorage, arrangement),
  };
}

/** A browser keeps a few megabytes only. What was pasted into Simulate may be larger; then all but that is kept. */
function saveArrangement(storage: Storage, arrangement: unknown): void {
  const withoutText = (name: string, value: unknown): unknown => (name === 'text' ? '' : value);
  try {
    storage.setItem(storageKeys.arrangement, JSON.stringify(arrangement));
  } catch {
    storage.setItem(storageKeys.arrangement, JSON.stringify(arrangement, withoutText));
  }
}

/** Asked once per browser; in the editor the host asks. */
function consents(page: Window): boolean {
  if (page.localStorage.getItem(storageKeys.consent) === 'given') return true;
  if (!page.confirm(t('consent.optimize'))) return false;
  page.localStorage.setItem(storageKeys.consent, 'given');
  return true;
}

/** The token leaves the address bar at once, so that no bookmark, screenshot or shared link carries it; a reload finds it in the session. */
function takeToken(page: Window): string {
  const fragment = new URLSearchParams(page.location.hash.slice(1));
  const given = fragment.get('token');
  if (given === null) return page.sessionStorage.getItem(storageKeys.token) ?? '';
  page.sessionStorage.setItem(storageKeys.token, given);
  fragment.delete('token');
  const rest = fragment.toString();
  page.history.replaceState(null, '', page.location.pathname + page.location.search + (rest === '' ? '' : `#${rest}`));
  return given;
}

async function followEvents(page: Window, headers: HeadersInit, hear: (news: HostNews) => void): Promise<never> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await page.fetch(adminPaths.events, { headers });
      if (!response.ok || response.body === null) throw new Error(await readFailure(response));
      hear({ type: 'linked' });
      attempt = 0;
      await relayEvents(response.body, hear);
      hear({ type: 'unlinked', reason: '' });
    } catch (error) {
      hear({ type: 'unlinked', reason: error instanceof Error ? error.message : String(error) });
    }
    const delay = retryDelays[Math.min(attempt, retryDelays.length - 1)] ?? 5000;
    await new Promise(resolve => page.setTimeout(resolve, delay));
  }
}

async function relayEvents(body: ReadableStream<Uint8Array>, hear: (news: HostNews) => void): Promise<void> {
  const read = createEventReader();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    for (const data of read(decoder.decode(chunk.value, { stream: true }))) {
      const event = parseJson(data);
      if (isPanelEvent(event)) hear({ type: 'event', event });
    }
  }
}

async function readFailure(response: Response): Promise<string> {
  const body = parseJson(await response.text());
  const message = isRecord(body)
    ? isRecord(body.error)
      ? body.error.message
      : (body.message ?? body.error)
    : undefined;
  return typeof message === 'string' ? message : `The engine answered ${response.status}.`;
}

async function copyText(page: Window, text: string): Promise<void> {
  await page.navigator.clipboard.writeText(text);
}

function download(document: Document, name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function chooseFile(document: Document, take: (text: string) => void): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = '.json,application/json';
  field.onchange = async () => {
    const [file] = field.files ?? [];
    if (file !== undefined) take(await file.text());
  };
  field.click();
}

function isPanelEvent(value: unknown): value is PanelEvent {
  return isRecord(value) && typeof value.type === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

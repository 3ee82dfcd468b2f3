import { keptPicture } from '../engine/images/keptPicture.ts';
import { EngineApi, EngineApiError } from '../process/engineApi.ts';
import { UsageError } from '../process/engineFlags.ts';
import { homeFolder } from '../process/instance/home.ts';
import { programFiles } from '../process/programFiles.ts';
import { Retrievals } from '../process/retrieval/retrievals.ts';
import { notAHandle, readHandle } from '../process/retrieval/retrieveOriginal.ts';
import type { Retrieved } from '../proxy/ports.ts';
import type { RetrieveRequest } from '../shared/adminApi.ts';
import type { Store } from '../store/store.ts';
import { type Command, CommandError, type Terminal } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withRecordedStore } from './recordedStore.ts';

export const retrieve: Command = {
  usage: 'HANDLE [--lines A-B] [--grep PATTERN] [--store URL] [--json]',
  summary: 'Prints an original, byte for byte when whole; of a picture, the bytes of its file.',
  flags: [
    '--lines A-B                    Only these lines, counted from 1; 12, 12-20 or 12-.',
    '--grep PATTERN                 Only lines that match this regular expression, with their numbers.',
    "--store URL                    The store to look in, instead of the running engine's.",
    '--json                         One JSON document: handle, text, isWhole, and a note on how to go on.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { lines: 'text', grep: 'text', store: 'text' }, words: 1 });
    const [handle] = parsed.words;
    if (handle === undefined) throw new UsageError('retrieve needs a handle: the word after "get:" in a marker.');
    const range = textFlag(parsed, 'lines');
    const pattern = textFlag(parsed, 'grep');
    const request = {
      handle,
      ...(range !== undefined && { lines: readRange(range) }),
      ...(pattern !== undefined && { pattern }),
    };
    if (readHandle(handle) === undefined) throw new UsageError(notAHandle(handle));
    const url = textFlag(parsed, 'store');
    const found =
      (url === undefined ? await askEngine(request, terminal) : undefined) ??
      (await withRecordedStore(url, terminal, store => retrieveFrom(store, request, terminal)));
    if (found.kind === 'missing') throw new CommandError(found.message);
    if (parsed.own.json === true) {
      const { kind: _, ...original } = found;
      terminal.print(`${JSON.stringify({ handle, ...original }, null, 2)}\n`);
      return 0;
    }
    const picture = keptPicture(found.text);
    if (picture !== undefined) {
      terminal.printBytes(picture.bytes);
      return 0;
    }
    terminal.print(found.isWhole || found.text === '' || found.text.endsWith('\n') ? found.text : `${found.text}\n`);
    if (found.note !== undefined) terminal.warn(found.note);
    return 0;
  },
};

/** The running engine's store may lie anywhere. What it does not have, the home folder's store may. */
async function askEngine(request: RetrieveRequest, { environment }: Terminal): Promise<Retrieved | undefined> {
  try {
    return { kind: 'found', ...(await new EngineApi(homeFolder(environment)).retrieve(request)) };
  } catch (error) {
    if (error instanceof EngineApiError) return undefined;
    throw error;
  }
}

/** As the engine does it: a pattern is searched in a thread that can be ended, since it may backtrack for ever. */
async function retrieveFrom(store: Store, request: RetrieveRequest, { warn }: Terminal): Promise<Retrieved> {
  const workerUrl = programFiles(import.meta.url).retrievalWorker;
  const retrievals = new Retrievals({ store, workerUrl, log: warn });
  try {
    return await retrievals.retrieve(request);
  } finally {
    await retrievals.close();
  }
}

function readRange(given: string): { readonly from: number; readonly to: number } {
  const [, first, dash, last] = /^(\d+)(-?)(\d*)$/.exec(given) ?? [];
  const from = Number(first);
  const to = dash === '' ? from : last === '' ? Number.MAX_SAFE_INTEGER : Number(last);
  if (first !== undefined && from >= 1 && to >= from) return { from, to };
  throw new UsageError(`--lines is "${given}". Give A-B with A at least 1 and B not before it, e.g. 12-20.`);
}

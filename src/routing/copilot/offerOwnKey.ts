import { dirname } from 'node:path';
import { getNodeValue, type Node, type ParseError, parse } from 'jsonc-parser';
import type { Wish } from '../foreignEdit.ts';
import { readForeignFile, writeForeignFile } from '../foreignFile.ts';
import { editForeignFile, restoreForeignFile } from '../foreignFiles.ts';
import type { Journal } from '../journal.ts';
import type { JournalEntry } from '../journalEntry.ts';
import { parseJson, takeMark } from '../jsonEdit.ts';
import { nameOfItem } from '../jsonItem.ts';
import { removeMember } from '../removeMember.ts';

/** How the journal calls it: the models of the editor's chat that a person pays with a key of their own. */
export const ownKeyClient = 'GitHub Copilot, own key';

/** Which service the key is of. Each speaks one of the formats that a custom endpoint may have. */
export type OwnKeyProvider = 'anthropic' | 'openai';

const endpoints = {
  anthropic: { name: 'Headroom (Anthropic)', apiType: 'messages', path: '/v1/messages' },
  openai: { name: 'Headroom (OpenAI)', apiType: 'responses', path: '/v1/responses' },
} as const;

/** A model as the editor's picker shows it. */
export interface OfferedModel {
  readonly id: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
}

export interface OwnKeyOffer {
  /** `chatLanguageModels.json` of the profile. */
  readonly file: string;
  readonly port: number;
  readonly provider: OwnKeyProvider;
  readonly models: readonly OfferedModel[];
  /** What the editor calls the key that it keeps, from an earlier offer; never a key itself. */
  readonly keyName?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Adds the models of a service, led through the engine, to those that the editor's chat offers. */
export async function offerOwnKey(journal: Journal, offer: OwnKeyOffer): Promise<void> {
  const { file, port, now } = offer;
  const wish = wishFor(offer);
  await journal.exclusively(async pages => {
    const earlier = pages.entries.find(entry => entry.file === file);
    const isTheSame = earlier !== undefined && added(earlier, wish);
    if (earlier !== undefined && !isTheSame) await restoreForeignFile(pages, earlier);
    if (!isTheSame) await removeStrays(file);
    const route = { client: ownKeyClient, folder: dirname(file), port, effectiveUrl: '' };
    await editForeignFile(pages, file, { wishes: [wish], route, now });
  });
}

/** Another port, and other models of a newer version, make another element. */
function added({ changes }: JournalEntry, { value, mayGain }: ItemWish): boolean {
  const name = nameOfItem(value, mayGain);
  return changes.some(change => change.kind === 'item' && change.item === name);
}

/**
 * Takes out models of ours that no journal knows: an editor that has not noticed how they went from the file writes them
 * back with its next change.
 */
async function removeStrays(file: string): Promise<void> {
  const text = await readForeignFile(file);
  if (text === undefined) return;
  const { mark, body } = takeMark(text);
  let rest = body;
  for (let stray = strayIn(rest); stray !== undefined; stray = strayIn(rest)) rest = removeMember(rest, stray);
  if (rest !== body) await writeForeignFile(file, mark + rest);
}

function strayIn(text: string): Node | undefined {
  const root = parseJson(text);
  return root?.type === 'array' ? root.children?.find(node => isOurs(getNodeValue(node))) : undefined;
}

function isOurs(group: { readonly name?: unknown; readonly models?: unknown } | null): boolean {
  const models: unknown = group?.models;
  return (
    Object.values(endpoints).some(({ name }) => name === group?.name) &&
    Array.isArray(models) &&
    models.every(model => String(model?.url).startsWith('http://127.0.0.1:'))
  );
}

/** The name of the key that a person has entered for our models in the editor; undefined before that. */
export async function keyNameIn(file: string, provider: OwnKeyProvider): Promise<string | undefined> {
  const errors: ParseError[] = [];
  const groups: unknown = parse((await readForeignFile(file)) ?? '[]', errors, { allowTrailingComma: true });
  if (errors.length > 0 || !Array.isArray(groups)) return undefined;
  const ours: { readonly apiKey?: unknown } | undefined = groups.find(
    group => group?.name === endpoints[provider].name,
  );
  return typeof ours?.apiKey === 'string' && /^\$\{input:.+\}$/.test(ours.apiKey) ? ours.apiKey : undefined;
}

export function isOwnKeyEntry({ route }: { readonly route?: { readonly client: string } | undefined }): boolean {
  return route?.client === ownKeyClient;
}

type ItemWish = Extract<Wish, { readonly kind: 'item' }>;

function wishFor({ provider, port, models, keyName }: OwnKeyOffer): ItemWish {
  const { name, apiType, path } = endpoints[provider];
  const url = `http://127.0.0.1:${port}${path}`;
  return {
    kind: 'item',
    path: [],
    mayGain: ['apiKey'],
    value: {
      ...{ name, vendor: 'customendpoint', apiType },
      ...(keyName !== undefined && { apiKey: keyName }),
      models: models.map(model => ({
        ...{ id: model.id, name: `${model.id} (Headroom)`, url, toolCalling: true, vision: true },
        ...{ maxInputTokens: model.maxInputTokens, maxOutputTokens: model.maxOutputTokens },
      })),
    },
  };
}

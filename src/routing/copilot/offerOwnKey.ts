import { dirname } from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import type { Wish } from '../foreignEdit.ts';
import { readForeignFile } from '../foreignFile.ts';
import { editForeignFile, restoreForeignFile } from '../foreignFiles.ts';
import type { Journal } from '../journal.ts';

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
  await journal.exclusively(async pages => {
    const earlier = pages.entries.find(entry => entry.file === file);
    // Another port makes another element.
    if (earlier !== undefined && earlier.route?.port !== port) await restoreForeignFile(pages, earlier);
    const route = { client: ownKeyClient, folder: dirname(file), port, effectiveUrl: '' };
    await editForeignFile(pages, file, { wishes: [wishFor(offer)], route, now });
  });
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

function wishFor({ provider, port, models, keyName }: OwnKeyOffer): Wish {
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

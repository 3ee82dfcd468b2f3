import type { PictureTask, PictureVerdict } from '../../src/engine/images/pictureTask.ts';
import type { TechniqueName } from '../../src/engine/images/technique.ts';
import { judgePicture } from '../../src/images/judgePicture.ts';
import { findOcrFiles } from '../../src/images/ocrFiles.ts';
import { pictureTools } from '../../src/images/pictureTools.ts';
import { loadOnnx } from '../../src/models/loadOnnx.ts';

/** A picture with a question, and the technique that fits it. */
export interface AskedPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly question: string;
  readonly technique: TechniqueName;
}

export interface TokenRow {
  readonly name: string;
  readonly technique: TechniqueName;
  readonly ms: number;
  /** Per model: before and after, the note included. */
  readonly tokens: readonly {
    readonly model: string;
    readonly before: number;
    readonly after: number;
    readonly reason: string;
  }[];
}

/** One per price formula. */
const models: readonly (readonly [model: string, lowDetail?: PictureTask['lowDetail']])[] = [
  ['gpt-4o', 'openai'],
  ['gpt-5.2', 'openai'],
  ['claude-sonnet-4-5'],
  ['claude-opus-4-7'],
  ['gemini-2.5-pro', 'gemini'],
  ['gemini-3-pro', 'gemini'],
];

export const modelNames = models.map(([model]) => model);

/** What each picture costs before and after, for each model. The technique is given, so that routing is no part of it. */
export async function tokenTable(pictures: readonly AskedPicture[]): Promise<readonly TokenRow[]> {
  const tools = pictureTools({
    files: () => findOcrFiles('models'),
    onnx: () => loadOnnx(),
    route: async () => ({ technique: 'preserve', confidence: 1 }),
  });
  const rows: TokenRow[] = [];
  for (const { name, technique, bytes, mediaType, question } of pictures) {
    const tokens: TokenRow['tokens'][number][] = [];
    const startedAt = performance.now();
    for (const [model, lowDetail] of models) {
      const task: PictureTask = {
        bytes,
        mediaType,
        question,
        model,
        detail: 'auto',
        allowsText: true,
        canRetrieve: true,
        handle: 'abcdefghjk',
        earlier: [],
        ...(lowDetail !== undefined && { lowDetail }),
      };
      const verdict = await judgePicture(task, { ...tools, route: async () => ({ technique, confidence: 1 }) });
      tokens.push(rowOf(model, verdict));
    }
    rows.push({ name, technique, tokens, ms: (performance.now() - startedAt) / models.length });
  }
  return rows;
}

function rowOf(model: string, { tokensBefore, tokensAfter, reason }: PictureVerdict) {
  return { model, before: tokensBefore, after: tokensAfter, reason };
}

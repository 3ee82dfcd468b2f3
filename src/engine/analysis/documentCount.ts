import { imageTokens } from '../images/imageTokens.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { tokenizerPriors } from '../tokens/tokenizerFamilies.ts';

/** How a text is counted for the model. */
export type CountText = (text: string) => number;

/** Documents that are only named by a URL or a file id count as this many pages. */
const presumedPages = 5;

/** Pages of a PDF that keeps its page tree compressed, and of what is no PDF, are guessed from the size. */
const bytesPerPage = 75_000;

/** A page of plain text in a public vocabulary; measured pages held 460 (prose) to 630 (tables). */
const textTokensPerPage = 460;

/**
 * What Claude sees of a page beside its text, whatever the model: 1,592 tokens were billed on Haiku 4.5 and 1,600 on the
 * 5.5 models for a scanned page in October 2026.
 */
const claudePageTokens = 1596;

/** The size at which pages are presumed to be drawn where that is not documented: A4 at 150 dots per inch. */
const drawnPage = { width: 1240, height: 1754 };

const base64Member = /"(?:data|file_data)"\s*:\s*"(?:data:[\w.+/-]+;base64,)?([A-Za-z0-9+/\\=]{64,})"/;
const mediaTypeMember =
  /"(?:media_type|mimeType|mime_type)"\s*:\s*"([^"]+)"|"file_data"\s*:\s*"data:([\w.+/-]+);base64,/;
const referenceMember = /"(?:url|file_id|file_url|fileUri|file_uri)"\s*:/;

/**
 * Input tokens of a document block without a text of its own, from the block's JSON. Pages are priced by the provider's rule;
 * their number is exact for PDFs that can be read without unpacking them, else an estimate.
 */
export function countDocument(json: string, model: ModelFacts, count: CountText): number {
  const encoded = base64Member.exec(json)?.[1];
  if (encoded === undefined) return referenceMember.test(json) ? presumedPages * pageTokens(model) : count(json);
  const bytes = Buffer.from(encoded, 'base64');
  if (isText(json)) return count(bytes.toString('utf8'));
  return (pagesOf(bytes) ?? Math.ceil(bytes.length / bytesPerPage)) * pageTokens(model);
}

function isText(json: string): boolean {
  const [, member, inUrl] = mediaTypeMember.exec(json) ?? [];
  return /^text\/|^application\/(?:json|xml)/.test(member ?? inUrl ?? '');
}

/**
 * Pages of a PDF, from what stands in it unpacked: the count in its page tree, in the head of a linearised file, or the page
 * objects themselves.
 */
export function pagesOf(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!text.slice(0, 1024).includes('%PDF-')) return undefined;
  const counts = [
    ...text.matchAll(/\/Type\s*\/Pages\b[^>]{0,2000}?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]{0,2000}?\/Type\s*\/Pages\b/g),
  ];
  const inTree = Math.max(0, ...counts.map(([, after, before]) => Number(after ?? before)));
  const inHead = Number(/\/Linearized[^>]{0,500}?\/N\s+(\d+)/.exec(text)?.[1] ?? 0);
  const objects = text.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const pages = Math.max(inTree, inHead, objects);
  return pages > 0 ? pages : undefined;
}

/** Claude and OpenAI see each page as a picture and as its text, Gemini at one price. */
function pageTokens({ image, tokenizer }: ModelFacts): number {
  const text = Math.round(textTokensPerPage * tokenizerPriors[tokenizer].ratio);
  switch (image.kind) {
    case 'squares':
      return claudePageTokens + text;
    case 'fixed':
      return image.tokens.medium;
    case 'crops':
      return image.perTile;
    case 'tiles':
    case 'patches':
    case 'overview':
      return imageTokens(image, drawnPage, 'high') + text;
  }
}

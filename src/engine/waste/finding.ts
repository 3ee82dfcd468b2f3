import type { BlockRecord } from '../../shared/records.ts';
import type { WasteCategory } from '../../shared/wasteCategories.ts';
import type { ImageSize } from '../images/imageTokens.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import type { FileUse } from './fileUse.ts';

export type LocalWasteCategory = Extract<
  WasteCategory,
  'base64' | 'htmlNoise' | 'jsonBloat' | 'repeatedLines' | 'whitespace'
>;

/** Waste that one text holds by itself, whatever stands around it; so it is found once per text. */
export interface LocalWaste {
  readonly category: LocalWasteCategory;
  readonly tokens: number;
  /** 1-based line where it begins. */
  readonly line?: number;
  readonly what: string;
}

export type LocalDetector = (text: string, counter: TokenCounter) => LocalWaste | undefined;

/** A block as the analysis sees it: the record without its waste, which is what is being found. */
export interface WeighedBlock extends Omit<BlockRecord, 'wasteTokens'> {
  /** What the call does with files, as far as its input says. */
  readonly use?: FileUse;
  /** True for a result that the client marked as an error. */
  readonly failed?: boolean;
  /** Of an image that was sent whole. */
  readonly image?: ImageFacts;
}

export interface ImageFacts {
  /** Pixels, as sent. */
  readonly size: ImageSize;
  /** What it would cost at the largest useful size. */
  readonly usefulTokens: number;
}

/** Waste that shows only beside the other blocks of the request. */
export interface ContextWaste {
  readonly category: WasteCategory;
  readonly tokens: number;
  readonly block?: number;
  readonly place: string;
  readonly recommendation: string;
  /** MCP server whose tools nobody called, by the name that stands in theirs. */
  readonly server?: string;
  /** How the tokens spread over several blocks, when one finding speaks for them. */
  readonly spread?: readonly { readonly position: number; readonly tokens: number }[];
}

export type ContextDetector = (blocks: readonly WeighedBlock[]) => readonly ContextWaste[];

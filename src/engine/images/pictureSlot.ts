import { JsonTape } from '../conversation/jsonTape.ts';
import { type Fields, JsonValue } from '../conversation/jsonValue.ts';
import type { Block, Slot } from '../conversation/request.ts';
import type { ImageDetail } from './imageTokens.ts';

/** Where a picture lies in a request that carries its bytes, and what its place can hold. */
export interface PictureSlot {
  readonly mediaType: string;
  /** Base64 of the file. */
  readonly base64: string;
  /** The string literal that holds the bytes, as base64 or as a data URL. */
  readonly data: Slot;
  /** The string literal that names the media type; absent where the data URL does. */
  readonly mediaTypeSlot?: Slot;
  readonly detail: ImageDetail;
  /** How the place asks for less: what to write into `at`, which is empty where the member is missing. */
  readonly lowDetail?: { readonly kind: 'openai' | 'gemini'; readonly at: Slot; readonly json: string };
  /** A text part of this place's form, as JSON; `undefined` where no text may stand. */
  readonly textPart?: (text: string, more: string) => string;
  /** The client's cache mark as JSON, which goes along when the part is replaced. */
  readonly cacheControl?: string;
}

/** Finds the picture in an image block. `undefined` for pictures by URL or file id, and for shapes that nobody knows. */
export function findPicture(body: Uint8Array, block: Block): PictureSlot | undefined {
  if (block.kind !== 'image') return undefined;
  const tape = new JsonTape(body);
  tape.read(block.slot.start);
  const part = new JsonValue(tape, 0);
  const { fields } = part;
  const found = anthropicPicture(fields) ?? openaiPicture(fields) ?? geminiPicture(fields);
  if (found === undefined) return undefined;
  const { textPart, ...picture } = found;
  const cacheControl = fields.get('cache_control');
  return {
    ...picture,
    // A text can stand beside the picture only where there is a list.
    ...(textPart !== undefined && isListed(body, block) && { textPart }),
    ...(cacheControl !== undefined && { cacheControl: textIn(body, cacheControl.slot) }),
  };
}

/** `{type: 'image', source: {type: 'base64', media_type, data}}`. */
function anthropicPicture(fields: Fields): PictureSlot | undefined {
  const source = fields.get('source')?.fields;
  const mediaType = source?.get('media_type');
  const data = source?.get('data');
  if (source?.get('type')?.text !== 'base64' || mediaType?.text === undefined || data?.text === undefined)
    return undefined;
  return {
    mediaType: mediaType.text,
    base64: data.text,
    data: data.slot,
    mediaTypeSlot: mediaType.slot,
    detail: 'auto',
    textPart: (text, more) => `{"type":"text","text":${JSON.stringify(text)}${more}}`,
  };
}

/** `{type: 'image_url', image_url: {url, detail}}` in chats, `{type: 'input_image', image_url, detail}` in responses. */
function openaiPicture(fields: Fields): PictureSlot | undefined {
  const member = fields.get('image_url');
  const isNested = member?.isObject === true;
  const holder = isNested ? member.fields : fields;
  const url = isNested ? holder.get('url') : member;
  const parsed = parseDataUrl(url?.text);
  if (url === undefined || parsed === undefined) return undefined;
  const type = fields.get('type')?.text;
  const textType = type === 'image_url' ? 'text' : 'input_text';
  const detail = holder.get('detail');
  const canAsk = isNested || type === 'input_image';
  return {
    ...parsed,
    data: url.slot,
    detail: openaiDetail(detail?.text),
    ...(canAsk && { lowDetail: openaiLowDetail(detail, url) }),
    ...(type !== 'computer_screenshot' && {
      textPart: (text: string, more: string) => `{"type":"${textType}","text":${JSON.stringify(text)}${more}}`,
    }),
  };
}

function openaiLowDetail(detail: JsonValue | undefined, url: JsonValue): NonNullable<PictureSlot['lowDetail']> {
  if (detail !== undefined) return { kind: 'openai', at: detail.slot, json: '"low"' };
  const { end } = url.slot;
  return { kind: 'openai', at: { start: end, end }, json: ',"detail":"low"' };
}

function openaiDetail(value: string | undefined): ImageDetail {
  return value === 'low' || value === 'high' || value === 'original' ? value : 'auto';
}

/** `{inlineData: {mimeType, data}}`, in either case. */
function geminiPicture(fields: Fields): PictureSlot | undefined {
  const inline = fields.get('inlineData') ?? fields.get('inline_data');
  const mediaType = inline?.fields.get('mimeType') ?? inline?.fields.get('mime_type');
  const data = inline?.fields.get('data');
  if (inline === undefined || mediaType?.text === undefined || data?.text === undefined) return undefined;
  const resolution = fields.get('mediaResolution') ?? fields.get('media_resolution');
  const { end } = inline.slot;
  return {
    mediaType: mediaType.text,
    base64: data.text,
    data: data.slot,
    mediaTypeSlot: mediaType.slot,
    detail: geminiDetail(resolution),
    ...(resolution === undefined && {
      lowDetail: {
        kind: 'gemini' as const,
        at: { start: end, end },
        json: ',"mediaResolution":{"level":"MEDIA_RESOLUTION_LOW"}',
      },
    }),
    textPart: text => `{"text":${JSON.stringify(text)}}`,
  };
}

function geminiDetail(resolution: JsonValue | undefined): ImageDetail {
  const level = resolution?.text ?? resolution?.fields.get('level')?.text;
  switch (level) {
    case 'MEDIA_RESOLUTION_LOW':
      return 'low';
    case 'MEDIA_RESOLUTION_MEDIUM':
      return 'medium';
    case 'MEDIA_RESOLUTION_HIGH':
      return 'high';
    case 'MEDIA_RESOLUTION_ULTRA_HIGH':
      return 'ultraHigh';
    default:
      return 'auto';
  }
}

const dataUrl = /^data:(image\/[\w.+-]+);base64,/i;

function parseDataUrl(url: string | undefined): { readonly mediaType: string; readonly base64: string } | undefined {
  const [head, mediaType] = dataUrl.exec(url?.slice(0, 200) ?? '') ?? [];
  if (url === undefined || head === undefined || mediaType === undefined) return undefined;
  return { mediaType: mediaType.toLowerCase(), base64: url.slice(head.length) };
}

/** Members of an object follow a colon, elements of a list a bracket or a comma. */
function isListed(body: Uint8Array, { slot }: Block): boolean {
  let at = slot.start - 1;
  while (at >= 0 && isSpace(body[at])) at--;
  return body[at] === 0x5b || body[at] === 0x2c;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function textIn(body: Uint8Array, { start, end }: Slot): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', start, end);
}

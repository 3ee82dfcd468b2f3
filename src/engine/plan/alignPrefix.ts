import { createHash } from 'node:crypto';
import type { WireFormat } from '../../shared/records.ts';
import { indexRequest, isUnindexed } from '../conversation/indexRequest.ts';
import type { Block, RequestIndex } from '../conversation/request.ts';
import { splice } from '../conversation/splice.ts';
import { readText } from '../conversation/text.ts';

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const weekday = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?';
const day = `${weekday}(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}|${month}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}\\.?\\s+${month},?\\s+\\d{4})`;
const zone = '(?:\\s?(?:[ap]m|z|utc|gmt|[+-]\\d{2}:?\\d{2}))*';
const clock = `\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?${zone}`;
const moment = `(?:${day}(?:(?:,|\\s+at)?[\\sT]+${clock}|T${clock})?|${clock})`;
const subject =
  "(?:(?:the\\s+)?(?:current|today['’]s)\\s+(?:date\\s+and\\s+time|datetime|date|time)(?:\\s+is|:)?|today\\s+is|today:|date:|now:)";

/** A sentence or line of its own that says nothing but the date or the time. */
const dated = new RegExp(
  `(^[ \\t]*(?:[-*][ \\t]+)?|[.!?][ \\t]+)(${subject}\\s*${moment})(\\.?)(?=[ \\t]*(?:\\n|$)|[ \\t]+[A-Z])`,
  'gim',
);

const contextLine = /\n*\[Context: [^\]\n]*\]\s*$/;

/** The part of a text that is the same from day to day, and the dates that were in it. */
export interface Alignment {
  readonly stable: string;
  readonly dynamic: readonly string[];
}

/** Dates within fenced code are part of an example and stay. */
export function alignText(text: string): Alignment {
  const dynamic: string[] = [];
  const parts = text.split(/(^```[\s\S]*?^```)/m).map((part, i) => {
    if (i % 2 === 1) return part;
    const without = part.replace(dated, (_, before: string, sentence: string) => {
      dynamic.push(sentence.trim());
      return /^\s*[-*]?\s*$/.test(before) ? '' : before.trimEnd();
    });
    return settleSpace(without);
  });
  return { stable: parts.join('').trim(), dynamic };
}

/** The text with its dates behind everything else. Without a date it stays as it is. */
export function alignedText(text: string): string {
  const { stable, dynamic } = alignText(text);
  if (dynamic.length === 0) return text;
  const context = contextOf(dynamic);
  return stable === '' ? context : `${stable}\n\n${context}`;
}

/** A system block without its dates in front of what is stable, and the dates that have to stand behind the cached part. */
export interface AlignedBlock {
  readonly text: string;
  readonly moved: readonly string[];
}

/**
 * `undefined` where there is nothing to align. Up to the client's last breakpoint among the system blocks a date must leave its
 * block altogether, since the breakpoint covers the block as a whole; behind it, the end of its own text will do.
 */
export function alignBlock(body: Uint8Array, { blocks }: RequestIndex, block: Block): AlignedBlock | undefined {
  if (block.kind !== 'system' || block.textSlot === undefined) return undefined;
  const text = readText(body, block.textSlot);
  const { stable, dynamic } = alignText(text);
  if (dynamic.length === 0) return undefined;
  const isCached = blocks.some(({ kind, message, position, cacheMark }) => {
    return kind === 'system' && message < 0 && position >= block.position && cacheMark !== undefined;
  });
  if (block.message < 0 && isCached) return stable === '' ? undefined : { text: stable, moved: dynamic };
  const aligned = alignedText(text);
  return aligned === text ? undefined : { text: aligned, moved: [] };
}

/** The body with a system block of its own for what had to leave the cached ones. */
export function appendContext(body: Uint8Array, format: WireFormat, moved: readonly string[]): Uint8Array {
  const index = indexRequest(body, format);
  const last = isUnindexed(index) ? undefined : index.blocks.findLast(isTopSystem);
  if (moved.length === 0 || last === undefined) return body;
  const block = JSON.stringify({ type: 'text', text: contextOf(moved) });
  return splice(body, [{ slot: { start: last.slot.end, end: last.slot.end }, bytes: Buffer.from(`,${block}`) }]);
}

function isTopSystem({ kind, message }: Block): boolean {
  return kind === 'system' && message < 0;
}

function contextOf(dynamic: readonly string[]): string {
  return `[Context: ${dynamic.join('; ')}]`;
}

/** Hash of what stands before the conversation in the provider's cache, apart from dates and white space. */
export function stablePrefixHash(body: Uint8Array, { blocks, messages }: RequestIndex): string {
  const digest = createHash('sha256');
  const firstSpoken = blocks.find(({ kind, message }) => message >= 0 && kind !== 'system')?.message ?? messages.length;
  for (const block of blocks) {
    if (block.deferred === true || block.message >= firstSpoken) continue;
    const isText = block.kind === 'system' && block.textSlot !== undefined;
    const content = isText && block.textSlot !== undefined ? stableText(readText(body, block.textSlot)) : block.hash;
    if (content !== '') digest.update(content).update('\0');
  }
  return digest.digest('hex');
}

/** Of a text that was aligned before, too. */
function stableText(text: string): string {
  return alignText(text.replace(contextLine, '')).stable;
}

function settleSpace(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?<![ \t])[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n');
}

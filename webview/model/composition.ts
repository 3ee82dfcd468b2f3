import type { BlockRecord } from '../../src/shared/records.ts';
import { say } from '../../src/shared/sentences/say.ts';
import type { SentBlock } from '../../src/shared/sentTokens.ts';
import { groupOf, type KindGroup, kindGroups } from './kinds.ts';

/** What one tool, server or file takes of the context. */
export interface CompositionItem {
  readonly label: string;
  readonly tokens: number;
  readonly waste: number;
  /** Positions of its blocks, in request order. */
  readonly blocks: readonly number[];
}

/** Names an item across requests. */
export interface ItemPlace {
  readonly group: KindGroup;
  readonly label: string;
}

export interface CompositionGroup {
  readonly group: KindGroup;
  readonly tokens: number;
  readonly items: readonly CompositionItem[];
}

/** Kind → tool, server or file → blocks; groups in request order, items by size. Every token has one place. */
export function composeBlocks(blocks: readonly SentBlock[]): readonly CompositionGroup[] {
  return kindGroups
    .map(group => {
      const items = new Map<string, { tokens: number; waste: number; blocks: number[] }>();
      for (const block of blocks) {
        if (groupOf(block.kind) !== group || block.tokensSent === 0) continue;
        const item = items.get(itemLabel(block)) ?? { tokens: 0, waste: 0, blocks: [] };
        item.tokens += block.tokensSent;
        item.waste += block.wasteTokens;
        item.blocks.push(block.position);
        items.set(itemLabel(block), item);
      }
      const sorted = [...items].map(([label, item]) => ({ label, ...item })).sort((a, b) => b.tokens - a.tokens);
      return { group, tokens: sorted.reduce((sum, item) => sum + item.tokens, 0), items: sorted };
    })
    .filter(({ tokens }) => tokens > 0);
}

/** What one item is made of, block by block, the largest first; undefined when it is no longer there. */
export function partsOf(
  groups: readonly CompositionGroup[],
  blocks: readonly SentBlock[],
  place: ItemPlace,
): CompositionGroup | undefined {
  const item = groups.find(({ group }) => group === place.group)?.items.find(({ label }) => label === place.label);
  if (item === undefined || item.blocks.length < 2) return undefined;
  const wanted = new Set(item.blocks);
  const parts = blocks
    .filter(({ position }) => wanted.has(position))
    .map(({ position, label, tokensSent, wasteTokens }) => ({
      // Inside its server, a tool goes by its own name.
      label: label.replace(/^mcp__.+?__(?=.)/, ''),
      tokens: tokensSent,
      waste: wasteTokens,
      blocks: [position],
    }));
  return { group: place.group, tokens: item.tokens, items: parts.toSorted((a, b) => b.tokens - a.tokens) };
}

/** The name under which blocks are added up: the MCP server of a tool, the file of a read, the command of a shell. */
export function itemLabel(block: BlockRecord): string {
  switch (block.kind) {
    case 'toolDefinition':
      return serverOf(block.tool ?? block.label) ?? say('label.builtIn');
    case 'toolResult':
      return resultLabel(block);
    case 'userText':
      return say('label.prompts');
    case 'assistantText':
      return say('label.text');
    case 'thinking':
      return 'Thinking';
    case 'toolCall':
      return say('label.calls');
    default:
      return block.label;
  }
}

/** `MCP github` for a tool that carries its server's name; undefined for a client's own tool. */
export function serverOf(tool: string): string | undefined {
  const server = /^mcp__(.+?)__/.exec(tool)?.[1];
  return server === undefined ? undefined : `MCP ${server}`;
}

function resultLabel({ tool = '', subject, label }: BlockRecord): string {
  const server = serverOf(tool);
  if (server !== undefined) return server;
  if (subject === undefined) return tool === '' ? label : tool;
  return `${tool} ${shortSubject(subject)}`.trim();
}

/** A path's last part; a command's first two words, since `npm test` and `npm test -- -t x` are one habit. Flags say little. */
function shortSubject(subject: string): string {
  if (/^\S*[/\\]\S*$/.test(subject)) return subject.split(/[/\\]/).at(-1) ?? subject;
  const words = subject.split(/\s+/).filter(word => !/^(?:-|\d+$)/.test(word));
  return words
    .slice(0, 2)
    .map(word => word.split('/').at(-1))
    .join(' ');
}

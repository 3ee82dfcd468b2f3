import { Buffer } from 'node:buffer';
import type { Block, RequestIndex, Slot } from '../conversation/request.ts';
import { readText } from '../conversation/text.ts';
import { isRetrievalTool, retrievalToolName } from './retrievalTool.ts';

/** Whether the model behind this request can fetch originals: only then may a marker tell it to. */
export function offersRetrieval(body: Uint8Array, index: RequestIndex): boolean {
  const definitions = index.blocks.filter(block => block.kind === 'toolDefinition');
  const canSearch = definitions.some(({ tool }) => isToolSearch(tool));
  const offers = (block: Block): boolean =>
    isRetrievalTool(block.tool) ? canSearch || block.deferred !== true : namesItInside(body, block);
  return definitions.some(offers) || (canSearch && isListedForSearch(body, index));
}

/** Client-side and provider-side search: `ToolSearch`, `tool_search`, `tool_search_tool_bm25`. */
function isToolSearch(tool: string | undefined): boolean {
  return tool !== undefined && /^tool_?search/i.test(tool);
}

/** Codex sends the tools of one MCP server as one definition. */
function namesItInside(body: Uint8Array, { wireType, slot }: Block): boolean {
  return wireType === 'namespace' && textOf(body, slot).includes(`"${retrievalToolName}"`);
}

/**
 * Claude Code sends no definition of a tool that its search has yet to find; it only lists the name, on a line of its own,
 * in a system message (seen in 2.1.329). Our server asks to be exempt, but a person may configure otherwise.
 */
function isListedForSearch(body: Uint8Array, index: RequestIndex): boolean {
  const told = index.blocks.filter(({ kind }) => kind === 'system' || kind === 'userText');
  return told.some(
    ({ textSlot }) =>
      textSlot !== undefined &&
      Buffer.from(body.buffer, body.byteOffset, body.byteLength)
        .subarray(textSlot.start, textSlot.end)
        .includes(retrievalToolName) &&
      listedName.test(readText(body, textSlot)),
  );
}

const listedName = new RegExp(`^\\s*(?:[-*]\\s)?\\w*${retrievalToolName}\\s*$`, 'm');

function textOf(body: Uint8Array, { start, end }: Slot): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', start, end);
}

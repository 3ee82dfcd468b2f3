import { createHash } from 'node:crypto';
import type { BlockRecord, ExchangeDetail, WasteFinding } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import type { ConversationExport } from '../../store/store.ts';

/** A conversation as a file. Everything that somebody wrote is blanked; sizes, kinds, decisions, times and money are as they were. */
export interface ConversationFile {
  readonly format: typeof conversationFormat;
  readonly version: 1;
  readonly exchanges: readonly ExchangeDetail[];
  readonly texts: Readonly<Record<string, string>>;
}

export const conversationFormat = 'headroom-conversation';

/**
 * Blanks a conversation. `salt` is random and kept nowhere, so that nobody can find out by trial what a name stood for; within
 * the file equal names stay equal.
 */
export function redactConversation({ exchanges, texts }: ConversationExport, salt: string): ConversationFile {
  const names = new Names(exchanges, salt);
  return {
    format: conversationFormat,
    version: 1,
    exchanges: exchanges.map(exchange => redactExchange(exchange, names)),
    texts: Object.fromEntries(Object.entries(texts).map(([hash, text]) => [names.digest(hash), blank(text)])),
  };
}

/** Letters become `x`, digits `0`: lines and their lengths stay, so that a diff keeps its shape. */
export function blank(text: string): string {
  return text
    .replace(/\p{Lu}/gu, 'X')
    .replace(/[\p{L}\p{M}]/gu, letter => (letter === 'X' ? letter : 'x'))
    .replace(/\p{N}/gu, '0');
}

function redactExchange(exchange: ExchangeDetail, names: Names): ExchangeDetail {
  const { fault, branch, latest, cache, largestWaste: _, limits: _limits, ...rest } = exchange;
  return {
    ...rest,
    id: names.id(exchange.id),
    conversation: names.id(exchange.conversation),
    ...(exchange.parent !== undefined && { parent: names.id(exchange.parent) }),
    ...(exchange.largestWaste !== undefined && { largestWaste: exchange.largestWaste }),
    project: names.short('project', exchange.project),
    path: exchange.path.replace(/\?.*$/, ''),
    title: names.short('conversation', exchange.title),
    ...(branch !== undefined && { branch: names.short('agent', branch) }),
    ...(latest !== undefined && { latest: names.inSentence(latest) }),
    verdict: names.inSentence(exchange.verdict),
    ...(fault !== undefined && { fault: say('fault.redacted') }),
    ...(cache !== undefined && {
      cache: { ...cache, ...(cache.cause !== undefined && { cause: names.inSentence(cache.cause) }) },
    }),
    limits: [],
    blocks: exchange.blocks.map(block => redactBlock(block, names)),
    receipts: exchange.receipts.map(({ handle: _handle, ...receipt }) => receipt),
    waste: exchange.waste.map(finding => redactFinding(finding, names)),
    origin: 'file',
  };
}

function redactBlock(block: BlockRecord, names: Names): BlockRecord {
  const { subject, callId, replacementHash } = block;
  return {
    ...block,
    label: names.labelOf(block),
    hash: names.digest(block.hash),
    ...(subject !== undefined && { subject: names.short('file', subject) }),
    ...(callId !== undefined && { callId: names.digest(callId).slice(0, 12) }),
    ...(replacementHash !== undefined && { replacementHash: names.digest(replacementHash) }),
  };
}

function redactFinding({ server: _server, ...finding }: WasteFinding, names: Names): WasteFinding {
  return {
    ...finding,
    place: names.inSentence(finding.place),
    recommendation: names.inSentence(finding.recommendation),
  };
}

/** Names that stand for those of a conversation. */
class Names {
  readonly #salt: string;
  /** What must not be in any sentence, the longest first. */
  readonly #private: readonly (readonly [text: string, name: string])[];

  constructor(exchanges: readonly ExchangeDetail[], salt: string) {
    this.#salt = salt;
    const found = new Map<string, string>();
    for (const { blocks, title, latest, waste, branch, project } of exchanges) {
      for (const block of blocks) {
        if (block.subject !== undefined) found.set(block.subject, this.short('file', block.subject));
        if (!isToolName(block)) found.set(block.label, this.labelOf(block));
      }
      for (const { place } of waste) if (!found.has(place)) found.set(place, this.short('place', place));
      for (const text of [title, latest, branch, project]) {
        if (text !== undefined && !found.has(text)) found.set(text, this.short('text', text));
      }
    }
    for (const { blocks } of exchanges) for (const { tool } of blocks) if (tool !== undefined) found.delete(tool);
    this.#private = [...found].filter(([text]) => text !== '').toSorted(([a], [b]) => b.length - a.length);
  }

  digest(text: string): string {
    return createHash('sha256').update(this.#salt).update(text).digest('hex');
  }

  id(text: string): string {
    return `file-${this.digest(text).slice(0, 20)}`;
  }

  /** `file-3fa2c1.ts`: the ending tells how a file is read, and nothing about whose it is. */
  short(kind: string, text: string): string {
    const [ending = ''] = kind === 'file' ? (/\.[a-z]{1,4}$/.exec(text) ?? []) : [];
    return `${kind}-${this.digest(text).slice(0, 6)}${ending}`;
  }

  labelOf(block: BlockRecord): string {
    if (isToolName(block)) return block.label;
    const name = this.short(block.subject === undefined ? 'text' : 'file', block.subject ?? block.label);
    return block.tool === undefined ? name : `${block.tool} ${name}`;
  }

  /** A sentence of ours with the names in it replaced, and with what it quotes. */
  inSentence(sentence: string): string {
    const replaced = this.#private.reduce((text, [name, stand]) => text.replaceAll(name, stand), sentence);
    return replaced.replace(/“[^”]*”|"[^"]*"/g, quoted => blank(quoted));
  }
}

/** The names of tools say what an agent can do, not what somebody did with it. */
function isToolName({ kind, label, tool }: BlockRecord): boolean {
  return kind === 'toolDefinition' || label === tool;
}

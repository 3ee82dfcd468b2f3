import { createHash } from 'node:crypto';
import type { BlockRecord, ExchangeDetail, Receipt, WasteFinding } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import type { ConversationExport } from '../../store/store.ts';
import { redactSentence } from './redactSentence.ts';

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
    provider: ownProviders.has(exchange.provider) ? exchange.provider : names.short('upstream', exchange.provider),
    path: endpointOf(exchange.path),
    title: names.short('conversation', exchange.title),
    ...(branch !== undefined && { branch: names.short('agent', branch) }),
    ...(latest !== undefined && { latest: names.standFor(latest) }),
    verdict: names.inSentence(exchange.verdict),
    ...(fault !== undefined && { fault: say('fault.redacted') }),
    ...(cache !== undefined && {
      cache: { ...cache, ...(cache.cause !== undefined && { cause: names.inSentence(cache.cause) }) },
    }),
    limits: [],
    blocks: exchange.blocks.map(block => redactBlock(block, names)),
    receipts: exchange.receipts.map(receipt => redactReceipt(receipt, names)),
    waste: exchange.waste.map(finding => redactFinding(finding, names)),
    origin: 'file',
  };
}

/** Providers that everybody knows; a person's own upstreams have names of their own. */
const ownProviders = new Set(['anthropic', 'openai', 'google', 'copilot', 'chatgpt']);

const knownEndpoint =
  /(?:\/v1)?\/(?:messages(?:\/count_tokens)?|chat\/completions|responses(?:\/(?:compact|input_tokens))?)$|:(?:generateContent|streamGenerateContent|countTokens|rawPredict|streamRawPredict)$/;

/** The end of a path that names the endpoint. What stands before it names projects, deployments and gateways. */
function endpointOf(path: string): string {
  const [pathname = ''] = path.split('?');
  const [endpoint = ''] = knownEndpoint.exec(pathname) ?? [];
  return endpoint === pathname ? pathname : `/…${endpoint}`;
}

function redactReceipt({ handle: _handle, ...receipt }: Receipt, names: Names): Receipt {
  return { ...receipt, reason: names.inSentence(receipt.reason) };
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
    place: names.place(finding.place),
    recommendation: names.inSentence(finding.recommendation),
  };
}

/** Names that stand for those of a conversation. */
class Names {
  readonly #salt: string;
  /** What stands for the label of a block, for a file, or for its name without folders. */
  readonly #stands: ReadonlyMap<string, string>;

  constructor(exchanges: readonly ExchangeDetail[], salt: string) {
    this.#salt = salt;
    const blocks = exchanges.flatMap(exchange => exchange.blocks);
    const subjects = blocks.flatMap(({ subject }) => (subject === undefined ? [] : [subject]));
    this.#stands = new Map([
      ...subjects.map(subject => [subject.replace(/^.*[\\/]/, ''), this.short('file', subject)] as const),
      ...subjects.map(subject => [subject, this.short('file', subject)] as const),
      ...blocks.map(block => [block.label, this.labelOf(block)] as const),
    ]);
  }

  digest(text: string): string {
    return createHash('sha256').update(this.#salt).update(text).digest('hex');
  }

  id(text: string): string {
    return `file-${this.digest(text).slice(0, 20)}`;
  }

  /** `file-3fa2c1.ts`: the ending tells how a file is read, and nothing about whose it is. That of a command may be a host's. */
  short(kind: string, text: string): string {
    const [, ending = ''] = kind === 'file' ? (/^[^\s:]*(\.[a-z]{1,4})$/.exec(text) ?? []) : [];
    return `${kind}-${this.digest(text).slice(0, 6)}${ending}`;
  }

  labelOf(block: BlockRecord): string {
    if (isToolName(block)) return block.label;
    const name = this.short(block.subject === undefined ? 'text' : 'file', block.subject ?? block.label);
    return block.tool === undefined ? name : `${block.tool} ${name}`;
  }

  /** The name for a whole text; one that nothing is known of is blanked. */
  standFor(text: string): string {
    return this.#stands.get(text) ?? blank(text);
  }

  /** A file, a tool or a server, unless it is one of the places that every conversation has. */
  place(text: string): string {
    return this.#stands.get(text) ?? redactSentence(text, unknown => this.short('place', unknown));
  }

  /** What the engine said, without the names in it and what it quotes. */
  inSentence(text: string): string {
    return redactSentence(text, hidden => this.standFor(hidden));
  }
}

/** The names of tools say what an agent can do, not what somebody did with it. */
function isToolName({ kind, label, tool }: BlockRecord): boolean {
  return kind === 'toolDefinition' || label === tool;
}

import { type Mark, marksOf } from './marks.ts';
import type { RequestIndex } from './request.ts';

/** A request as it arrives. Session and agent are what the client calls them, when it says so. */
export interface Sighting {
  readonly id: string;
  readonly index: RequestIndex;
  readonly session?: string;
  readonly agent?: string;
}

/**
 * How a request relates to what was seen before. `continues`: everything earlier is there as it was, or the request is
 * sent again. `fork`: another way on from an earlier point, such as a parallel or a rewound request. `edited`: the client
 * changed earlier content and kept what followed. `compacted`: it dropped earlier content. `subagent`: nothing in common,
 * but the client says that it is of the same session.
 */
type RelationKind = 'new' | 'continues' | 'fork' | 'edited' | 'compacted' | 'subagent';

/** One request in the tree: plain data, for the store to keep and to give back to `restore`. */
export interface RequestNode {
  readonly id: string;
  /** Id of the first request of the tree. */
  readonly conversation: string;
  readonly kind: RelationKind;
  readonly parent?: string;
  /** How many blocks at the start, in cache order, were known before: the most that the provider can have cached. */
  readonly sharedBlocks: number;
  /** The blocks that were not known before. */
  readonly own: readonly Mark[];
  readonly messages: number;
  readonly session?: string;
  readonly agent?: string;
}

interface Entry {
  readonly node: RequestNode;
  readonly children: Entry[];
}

type Relation = Pick<RequestNode, 'kind' | 'conversation'> & { readonly parent?: Entry };

/**
 * The conversations of one project, told apart by the chains of their blocks alone: the longest known chain in a request
 * is where it belongs. What clients call their sessions joins nothing that chains tell apart; it only puts a name on what
 * they cannot tell, a summary in place of a history and a sub-agent with a prompt of its own.
 * Each project needs its own tree, so that equal requests of two projects never meet.
 */
export class ConversationTree {
  readonly #maxBlocks: number;
  #blocks = 0;
  /** Requests by conversation, the least recently seen first. */
  readonly #conversations = new Map<string, Entry[]>();
  readonly #byId = new Map<string, Entry>();
  /** The request that first had a chain. */
  readonly #byChain = new Map<string, Entry>();
  readonly #byAnchor = new Map<string, Entry>();
  /** The latest request of each agent of a session, and of the session as a whole. */
  readonly #byLabel = new Map<string, Entry>();

  /** Forgets whole conversations, the least recently seen first, to hold no more blocks than this. */
  constructor(maxBlocks = 100_000) {
    this.#maxBlocks = maxBlocks;
  }

  /** Finds where a request belongs and remembers it. */
  place(sighting: Sighting): RequestNode {
    const { id, index, session, agent } = sighting;
    const marks = marksOf(index);
    const sharedBlocks = marks.findLastIndex(({ chain }) => this.#byChain.has(chain)) + 1;
    const { parent, ...relation } = this.#relate(sighting, marks, sharedBlocks);
    const node: RequestNode = {
      id,
      ...relation,
      ...(parent !== undefined && { parent: parent.node.id }),
      sharedBlocks,
      own: marks.slice(sharedBlocks),
      messages: index.messages.length,
      ...(session !== undefined && { session }),
      ...(agent !== undefined && { agent }),
    };
    this.restore(node);
    return node;
  }

  /** Takes back a node that `place` returned before a restart. Nodes come in the order in which they were placed. */
  restore(node: RequestNode): void {
    // A request sent again adds nothing, and must not stand between its first sending and what comes next.
    const isRepeated = node.own.length === 0 && node.parent !== undefined;
    if (!isRepeated) this.#remember({ node, children: [] });
    const entries = this.#conversations.get(node.conversation);
    if (entries === undefined) return;
    this.#conversations.delete(node.conversation);
    this.#conversations.set(node.conversation, entries);
    for (const oldest of this.#conversations.keys()) {
      if (this.#blocks <= this.#maxBlocks) break;
      this.#forget(oldest);
    }
  }

  #relate(sighting: Sighting, marks: readonly Mark[], shared: number): Relation {
    const known = this.#byChain.get(marks[shared - 1]?.chain ?? '');
    if (known !== undefined && isTip(known, marks[shared - 1])) {
      const isFirst = !known.children.some(({ node }) => node.kind === 'continues');
      const kind = isFirst || shared === marks.length ? 'continues' : 'fork';
      return { kind, conversation: known.node.conversation, parent: known };
    }
    const kept = this.#lastKnown(marks.slice(shared));
    if (kept !== undefined) return this.#rewritten(latestAfter(kept), sighting);
    if (known !== undefined && this.#sharesAnswer(sighting)) {
      return { kind: 'fork', conversation: known.node.conversation, parent: known };
    }
    return this.#relateByLabel(sighting, shared) ?? { kind: 'new', conversation: sighting.id };
  }

  /** Tools, system text and an opening reminder are the same in many conversations; answers of the model are not. */
  #sharesAnswer({ index: { blocks, messages } }: Sighting): boolean {
    const answer = blocks.find(({ message }) => messages[message]?.author === 'model');
    return answer !== undefined && this.#byChain.has(answer.chain);
  }

  #lastKnown(marks: readonly Mark[]): Entry | undefined {
    const anchored = marks.findLast(({ anchor }) => anchor !== undefined && this.#byAnchor.has(anchor));
    return this.#byAnchor.get(anchored?.anchor ?? '');
  }

  #rewritten(parent: Entry, { index }: Sighting): Relation {
    const kind = index.messages.length < parent.node.messages ? 'compacted' : 'edited';
    return { kind, conversation: parent.node.conversation, parent };
  }

  #relateByLabel(sighting: Sighting, shared: number): Relation | undefined {
    const { index, session, agent } = sighting;
    if (session === undefined) return undefined;
    const before = this.#byLabel.get(labelOf(session, agent));
    if (before !== undefined) {
      // Small side requests of a session (titles, summaries) come with other tools or another system text.
      const hasSameHead = shared > 0 && shared >= marksOf({ ...index, blocks: headOf(index) }).length;
      if (!hasSameHead || index.messages.length >= before.node.messages) return undefined;
      return { kind: 'compacted', conversation: before.node.conversation, parent: before };
    }
    const main = this.#byLabel.get(session);
    return main && { kind: 'subagent', conversation: main.node.conversation, parent: main };
  }

  #remember(entry: Entry): void {
    const { node } = entry;
    this.#byId.set(node.id, entry);
    if (node.parent !== undefined) this.#byId.get(node.parent)?.children.push(entry);
    for (const { chain, anchor } of node.own) {
      this.#byChain.set(chain, entry);
      if (anchor !== undefined) this.#byAnchor.set(anchor, entry);
    }
    for (const label of labelsOf(node)) this.#byLabel.set(label, entry);
    const entries = this.#conversations.get(node.conversation) ?? [];
    entries.push(entry);
    this.#conversations.set(node.conversation, entries);
    this.#blocks += sizeOf(node);
  }

  #forget(conversation: string): void {
    for (const entry of this.#conversations.get(conversation) ?? []) {
      const { node } = entry;
      this.#blocks -= sizeOf(node);
      remove(this.#byId, node.id, entry);
      for (const { chain, anchor } of node.own) {
        remove(this.#byChain, chain, entry);
        if (anchor !== undefined) remove(this.#byAnchor, anchor, entry);
      }
      for (const label of labelsOf(node)) remove(this.#byLabel, label, entry);
    }
    this.#conversations.delete(conversation);
  }
}

/** Whether the mark is the last of the request that brought it: then all of that request is in this one. */
function isTip({ node }: Entry, mark: Mark | undefined): boolean {
  return node.own.at(-1)?.chain === mark?.chain;
}

function latestAfter(entry: Entry): Entry {
  let latest = entry;
  for (let child = entry.children.at(-1); child !== undefined; child = child.children.at(-1)) latest = child;
  return latest;
}

/** What comes before the messages. */
function headOf({ blocks }: RequestIndex): RequestIndex['blocks'] {
  return blocks.filter(({ message }) => message < 0);
}

function labelOf(session: string, agent: string | undefined): string {
  return `${session}\n${agent ?? ''}`;
}

function labelsOf({ session, agent }: RequestNode): readonly string[] {
  return session === undefined ? [] : [session, labelOf(session, agent)];
}

/** A node without blocks of its own takes room too. */
function sizeOf({ own }: RequestNode): number {
  return own.length + 1;
}

/** A newer entry under the same key stays. */
function remove(map: Map<string, Entry>, key: string, entry: Entry): void {
  if (map.get(key) === entry) map.delete(key);
}

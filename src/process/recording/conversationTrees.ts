import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import { ConversationTree, type RequestNode } from '../../engine/conversation/conversationTree.ts';
import type { RequestIndex } from '../../engine/conversation/request.ts';

/** A request's place among the conversations of its project. Plain data. */
export interface PlacedRequest {
  readonly project: string;
  readonly node: RequestNode;
}

/** Projects are named by headers and paths, so their number has a limit; the one that rested longest is forgotten first. */
const maxProjects = 64;

/** One tree of conversations per project, so that equal requests of two projects never meet. */
export class ConversationTrees {
  readonly #trees = new Map<string, ConversationTree>();

  place({ id, project, session, branch }: ExchangeFacts, index: RequestIndex): RequestNode {
    return this.#treeOf(project).place({
      id,
      index,
      ...(session !== undefined && { session }),
      ...(branch !== undefined && { agent: branch }),
    });
  }

  /** Takes back what `place` told before a restart, in the order in which it was told. */
  restore(requests: readonly PlacedRequest[]): void {
    for (const { project, node } of requests) this.#treeOf(project).restore(node);
  }

  #treeOf(project: string): ConversationTree {
    const tree = this.#trees.get(project) ?? new ConversationTree();
    this.#trees.delete(project);
    this.#trees.set(project, tree);
    const [oldest] = this.#trees.keys();
    if (this.#trees.size > maxProjects && oldest !== undefined) this.#trees.delete(oldest);
    return tree;
  }
}

import type { Options } from '../../shared/options.ts';
import { say } from '../../shared/sentences/say.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { Block } from '../conversation/request.ts';
import { isRetrievalTool } from './retrievalTool.ts';

export type Eligibility = { readonly kind: 'eligible' } | { readonly kind: 'sacred'; readonly reason: string };

const eligible: Eligibility = { kind: 'eligible' };

/** Whether a block may be judged at all. What people and models wrote is sacred; options may widen this for people. */
export function eligibilityOf(block: Block, options: Options): Eligibility {
  switch (block.kind) {
    case 'toolResult':
      if (isRetrievalTool(block.tool)) return sacred(say('left.retrieved'));
      return block.textSlot === undefined ? sacred(say('left.resultWithoutText')) : eligible;
    case 'userText':
      return options.compressUserMessages ? eligible : sacred(say('left.userText'));
    case 'system':
      return options.compressSystemMessages ? eligible : sacred(say('left.system'));
    case 'assistantText':
      return sacred(say('left.assistantText'));
    case 'thinking':
      return sacred(say('left.thinking'));
    case 'toolCall':
      return sacred(say('left.toolCalls'));
    case 'toolDefinition':
      return sacred(say('left.toolDefinitions'));
    case 'image':
      if (isRetrievalTool(block.tool)) return sacred(say('left.retrieved'));
      return options.imageOptimize ? eligible : sacred(say('left.images'));
    case 'document':
      return sacred(say('left.documents'));
    case 'opaque':
      return sacred(say('left.unknownKind', { kind: block.wireType }));
    default:
      return unreachable(block.kind);
  }
}

function sacred(reason: string): Eligibility {
  return { kind: 'sacred', reason };
}

import type { Options } from '../../shared/options.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { Block } from '../conversation/request.ts';
import { isRetrievalTool } from './retrievalTool.ts';

export type Eligibility = { readonly kind: 'eligible' } | { readonly kind: 'sacred'; readonly reason: string };

const eligible: Eligibility = { kind: 'eligible' };

/** Whether a block may be judged at all. What people and models wrote is sacred; options may widen this for people. */
export function eligibilityOf(block: Block, options: Options): Eligibility {
  switch (block.kind) {
    case 'toolResult':
      if (isRetrievalTool(block.tool)) return sacred('an original that was asked for is never compressed again');
      return block.textSlot === undefined ? sacred('a result without text') : eligible;
    case 'userText':
      return options.compressUserMessages ? eligible : sacred('user text is sacred');
    case 'system':
      return options.compressSystemMessages ? eligible : sacred('system text is sacred');
    case 'assistantText':
      return sacred('assistant text is sacred');
    case 'thinking':
      return sacred('thinking is signed by the provider');
    case 'toolCall':
      return sacred('tool calls are never altered');
    case 'toolDefinition':
      return sacred('tool definitions are never altered');
    case 'image':
      if (isRetrievalTool(block.tool)) return sacred('an original that was asked for is never compressed again');
      return options.imageOptimize ? eligible : sacred('images are left alone');
    case 'document':
      return sacred('documents are left alone');
    case 'opaque':
      return sacred(`unknown kind ${block.wireType}`);
    default:
      return unreachable(block.kind);
  }
}

function sacred(reason: string): Eligibility {
  return { kind: 'sacred', reason };
}

import type { Options } from '../../shared/options.ts';
import type { Receipt } from '../../shared/records.ts';
import type { Block } from '../conversation/request.ts';
import type { Decision } from '../plan/decision.ts';
import { eligibilityOf } from '../plan/eligibility.ts';
import type { WeighedBlock } from '../waste/finding.ts';

export interface ReceiptFacts {
  readonly block: Block;
  readonly record: WeighedBlock;
  readonly decision: Decision | undefined;
  readonly fresh: boolean;
  readonly options: Options;
  readonly liveFrom: number;
}

/** What happened to a block and why, for people. Every block has one, left alone or not. */
export function receiptOf({ block, record, decision, fresh, options, liveFrom }: ReceiptFacts): Receipt {
  const subject = {
    block: record.position,
    kind: record.kind,
    ...(record.tool === undefined ? {} : { tool: record.tool }),
  };
  if (decision?.outcome.kind === 'replace') {
    const { transform, grade, reason, handle } = decision.outcome;
    const { tokensBefore, tokensAfter } = decision;
    return { ...subject, transform, grade, reason, tokensBefore, tokensAfter, handle, fresh };
  }
  const tokens = { tokensBefore: record.tokensBefore, tokensAfter: record.tokensBefore };
  const reason = decision?.outcome.reason ?? reasonUndecided(block, options, liveFrom);
  return { ...subject, transform: 'none', reason, ...tokens, fresh };
}

function reasonUndecided(block: Block, options: Options, liveFrom: number): string {
  const eligibility = eligibilityOf(block, options);
  if (eligibility.kind === 'sacred') return eligibility.reason;
  return block.position < liveFrom ? 'already sent before it could be judged' : 'not judged in this mode';
}

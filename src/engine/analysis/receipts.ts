import type { Receipt } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import type { Block, RequestIndex } from '../conversation/request.ts';
import type { Decision } from '../plan/decision.ts';
import { eligibilityOf } from '../plan/eligibility.ts';
import type { WeighedBlock } from '../waste/finding.ts';
import type { DescribedBlock } from './describeBlocks.ts';
import type { ExchangeFacts, SettledBlock } from './exchangeFacts.ts';

export interface ReceiptContext {
  readonly facts: ExchangeFacts;
  readonly index: RequestIndex;
  readonly settled: ReadonlyMap<number, SettledBlock>;
  /** What would have been decided, in `simulate`. */
  readonly planned: ReadonlyMap<number, Decision>;
}

/** What happened to every block and why, for people: one receipt each, in order, left alone or not. */
export function receiptsOf(described: readonly DescribedBlock[], context: ReceiptContext): readonly Receipt[] {
  return described.flatMap(({ record }) => {
    const block = context.index.blocks[record.position];
    return block === undefined ? [] : [receiptOf(record, block, context)];
  });
}

function receiptOf(record: WeighedBlock, block: Block, context: ReceiptContext): Receipt {
  const real = context.settled.get(record.position);
  const decision = decisionShown(real?.decision, context.planned.get(record.position));
  const isPlanned = decision !== undefined && decision !== real?.decision;
  const common = {
    block: record.position,
    kind: record.kind,
    ...(record.tool === undefined ? {} : { tool: record.tool }),
    tokensBefore: record.tokensBefore,
    fresh: isPlanned || real?.fresh === true,
  };
  if (decision?.outcome.kind === 'replace') {
    const { transform, grade, reason, handle } = decision.outcome;
    // A handle that only a plan uses names nothing.
    const named = isPlanned ? {} : { handle };
    return { ...common, ...named, transform, grade, reason, tokensAfter: record.tokensAfter };
  }
  const reason = decision?.outcome.reason ?? reasonUndecided(block, context);
  return { ...common, transform: 'none', reason, tokensAfter: record.tokensBefore };
}

/** What was really sent smaller is shown as it is; else the plan of `simulate` counts. */
function decisionShown(real: Decision | undefined, planned: Decision | undefined): Decision | undefined {
  return real?.outcome.kind === 'replace' ? real : (planned ?? real);
}

function reasonUndecided(block: Block, { facts, index }: ReceiptContext): string {
  const eligibility = eligibilityOf(block, facts.options);
  if (eligibility.kind === 'sacred') return eligibility.reason;
  if (block.position < index.liveFrom) return say('left.sentBefore');
  return facts.fault ?? say('left.notJudgedInMode');
}

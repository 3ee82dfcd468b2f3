import { describe, expect, it } from 'vitest';
import type { Block, RequestIndex } from '../../../src/engine/conversation/request.ts';
import type { Decision, Outcome } from '../../../src/engine/plan/decision.ts';
import { leaveAsSent } from '../../../src/engine/plan/history/sentUnjudged.ts';
import { identityOf } from '../../../src/engine/plan/identity.ts';
import { type HistoryPolicy, planRequest } from '../../../src/engine/plan/planRequest.ts';
import { defaultOptions, type Options } from '../../../src/shared/options.ts';

const slot = { start: 0, end: 2 };

function block(position: number, more: Partial<Block> = {}): Block {
  return {
    position,
    kind: 'toolResult',
    wireType: 'tool_result',
    message: position,
    part: 0,
    slot,
    textSlot: slot,
    callId: `call_${position}`,
    hash: `hash${position}`,
    chain: `chain${position}`,
    ...more,
  };
}

function plan(
  blocks: readonly Block[],
  more: {
    liveFrom?: number;
    decisions?: readonly Decision[];
    options?: Partial<Options>;
    mayJudge?: boolean;
    gone?: ReadonlySet<number>;
    history?: HistoryPolicy;
    previousResponseId?: string;
  } = {},
) {
  const { liveFrom = 0, decisions = [], options = {}, mayJudge = true, ...rest } = more;
  const index: RequestIndex = {
    format: 'anthropic',
    model: 'm',
    stream: false,
    blocks,
    messages: [],
    liveFrom,
    ...(rest.previousResponseId === undefined ? {} : { previousResponseId: rest.previousResponseId }),
  };
  const find = (identity: string) => decisions.find(decision => decision.identity === identity);
  return planRequest(index, {
    options: { ...defaultOptions('proxy'), ...options },
    find,
    mayJudge,
    ...(more.gone && { gone: more.gone }),
    ...(more.history && { history: more.history }),
  });
}

function decided(of: Block, outcome: Partial<Outcome> = {}): Decision {
  const replace = { kind: 'replace', transform: 't', grade: 'omission', output: 'short', reason: 'r', handle: 'h' };
  return { identity: identityOf(of), outcome: { ...replace, ...outcome } as Outcome, tokensBefore: 9, tokensAfter: 1 };
}

describe('planRequest', () => {
  it('judges a tool result of the live zone that nobody has seen', () => {
    const planned = plan([block(0)]);

    expect(planned[0]?.kind).toBe('birth');
  });

  it('leaves history without a decision alone', () => {
    const planned = plan([block(0), block(1)], { liveFrom: 1 });

    expect(planned.map(entry => entry.kind)).toEqual(['leave', 'birth']);
  });

  it('replays a replacing decision wherever its block stands, even while judging is paused', () => {
    const planned = plan([block(0), block(1)], { liveFrom: 1, decisions: [decided(block(0))], mayJudge: false });

    expect(planned.map(entry => entry.kind)).toEqual(['replay', 'leave']);
  });

  it('never judges a block again that was left alone', () => {
    const planned = plan([block(0)], { decisions: [decided(block(0), { kind: 'leave', reason: 'too small' })] });

    expect(planned[0]).toMatchObject({ kind: 'leave', reason: 'too small' });
  });

  it('sends the original when the block that a decision refers to is gone', () => {
    const earlier = block(0);
    const reference = decided(block(1), { dependsOn: identityOf(earlier) });

    expect(plan([earlier, block(1)], { decisions: [reference] })[1]?.kind).toBe('replay');
    expect(plan([block(1)], { decisions: [reference] })[0]).toMatchObject({ kind: 'leave' });
    expect(plan([earlier, block(1)], { decisions: [reference], gone: new Set([0]) })[1]?.kind).toBe('leave');
  });

  it('sends the original when a note no longer counts back to the picture that it repeats', () => {
    const [first, between, repeat] = [0, 1, 2].map(position => block(position, { kind: 'image' }));
    if (first === undefined || between === undefined || repeat === undefined) throw new Error('three pictures');
    const picture = { technique: 'preserve', confidence: 1, form: 'text', back: 2 } as const;
    const decisions = [decided(repeat, { dependsOn: identityOf(first), picture })];

    expect(plan([first, between, repeat], { decisions })[2]?.kind).toBe('replay');
    expect(plan([first, between, repeat], { decisions, gone: new Set([1]) })[2]?.kind).toBe('leave');
    expect(plan([first, { ...repeat, position: 1 }], { decisions })[1]?.kind).toBe('leave');
  });

  it('treats what people and models wrote as sacred until an option widens it', () => {
    const user = block(0, { kind: 'userText' });
    const assistant = block(1, { kind: 'assistantText' });

    expect(plan([user, assistant]).map(entry => entry.kind)).toEqual(['leave', 'leave']);
    expect(plan([user, assistant], { options: { compressUserMessages: true } }).map(entry => entry.kind)).toEqual([
      'birth',
      'leave',
    ]);
  });

  it('finds no lasting identity for a block without a call id in a delta request', () => {
    const { callId: _, ...withoutCall } = block(0);

    expect(plan([withoutCall], { previousResponseId: 'resp_1' })[0]?.kind).toBe('leave');
    expect(plan([block(0)], { previousResponseId: 'resp_1' })[0]?.kind).toBe('birth');
  });
});

describe('history that no cache holds', () => {
  const cold: HistoryPolicy = {
    identityOf: ({ position }) => `cold:${position}`,
    reasonForCold: ({ position }) => (position >= 1 ? 'it is cold' : undefined),
  };
  const blocks = [block(0), block(1)];

  it('is judged when it left unjudged, under an identity of its own', () => {
    const asSent = blocks.map(one => leaveAsSent(identityOf(one)));

    for (const decisions of [[], asSent]) {
      const [warm, birth] = plan(blocks, { liveFrom: 2, decisions, history: cold });

      expect(warm).toMatchObject({ kind: 'leave', reason: 'already sent before it could be judged' });
      expect(birth).toMatchObject({ kind: 'birth', identity: 'cold:1', cold: 'it is cold' });
    }
  });

  it('keeps what was judged, and what an option or a pause protects', () => {
    const judged = decided(block(1), { kind: 'leave', reason: 'no gain' });
    const kinds = [
      plan(blocks, { liveFrom: 2, decisions: [{ ...judged, tokensBefore: 9, tokensAfter: 9 }], history: cold }),
      plan(blocks, { liveFrom: 2, options: { rewriteColdHistory: false }, history: cold }),
      plan(blocks, { liveFrom: 2, mayJudge: false, history: cold }),
      plan(blocks, { liveFrom: 2 }),
    ].map(([, second]) => second?.kind);

    expect(kinds).toEqual(['leave', 'leave', 'leave', 'leave']);
  });

  it('is repeated as it was rewritten, in every mode', () => {
    const rewritten = { ...decided(block(1)), identity: 'cold:1' };
    const warm = { ...cold, reasonForCold: () => undefined };

    const [, second] = plan(blocks, { liveFrom: 2, decisions: [rewritten], history: warm, mayJudge: false });

    expect(second).toMatchObject({ kind: 'replay', identity: 'cold:1', decision: rewritten });
  });
});

describe('a tool definition', () => {
  const definition = block(0, { kind: 'toolDefinition', message: -1, callId: undefined, textSlot: undefined } as never);
  const cold: HistoryPolicy = { identityOf: () => 'cold:0', reasonForCold: () => 'it is cold' };
  const slims = { options: { slimToolDefinitions: true }, liveFrom: 1 };

  it('is judged when that is asked for and no cache holds it', () => {
    const planned = [
      plan([definition], { ...slims, history: cold }),
      plan([definition], { liveFrom: 1, history: cold }),
      plan([definition], { ...slims, history: { ...cold, reasonForCold: () => undefined } }),
      plan([definition], slims),
      plan([{ ...definition, deferred: true }], { ...slims, history: cold }),
    ].map(([first]) => first?.kind);

    expect(planned).toEqual(['birth', 'leave', 'leave', 'leave', 'leave']);
  });

  it('stays as it was decided, when the option is off again too', () => {
    const decision = { ...decided(block(1)), identity: 'cold:0' };

    const [first] = plan([definition], { liveFrom: 1, decisions: [decision], history: cold });

    expect(first).toMatchObject({ kind: 'replay', identity: 'cold:0' });
  });
});

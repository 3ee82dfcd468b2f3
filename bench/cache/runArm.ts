import { Arm, ArmMemory } from '../../src/engine/rehearsal/arm.ts';
import { readIndex, type Setting } from '../../src/engine/rehearsal/rehearsal.ts';
import type { Conversation } from './conversations.ts';

/** One conversation under one setting. */
export interface ArmResult {
  /** Input tokens over all requests. */
  readonly tokens: number;
  readonly cachedShare: number;
  /** US dollars of input. */
  readonly usd: number;
  /** US dollars of the retrievals that are booked: every omission is fetched back with `fetchRate`. */
  readonly retrievalUsd: number;
  /** Requests whose forwarded prefix differs from the one before, where the client's does not. */
  readonly breaks: number;
}

/** Replays a conversation through plan and judge, simulates the provider's cache behind it, and prices what it did. */
export async function runArm({ format, requests }: Conversation, setting: Setting): Promise<ArmResult> {
  const arm = new Arm(setting, new ArmMemory());
  let [tokens, cached, usd, retrievalUsd, breaks] = [0, 0, 0, 0, 0];
  for (const [i, { body, atMs }] of requests.entries()) {
    const model = readIndex(body, format).model ?? 'gemini-2.5-pro';
    const step = await arm.send({ body, format, model, atMs, lane: 'main' }, requests.length - i);
    tokens += step.tokens;
    cached += step.cached;
    usd += step.usd;
    retrievalUsd += step.fetchUsd;
    breaks += Number(step.isBreak);
  }
  return { tokens, cachedShare: cached / tokens, usd, retrievalUsd, breaks };
}

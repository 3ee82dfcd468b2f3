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
  /** Requests of which the provider would have held more in its cache without us. */
  readonly breaks: number;
}

/** Replays a conversation through plan and judge, simulates the provider's cache behind it, and prices what it did. */
export async function runArm(
  { format, requests }: Conversation,
  settingOf: (request: number) => Setting,
): Promise<ArmResult> {
  const arm = new Arm(settingOf(0), new ArmMemory());
  let [tokens, cached, usd, retrievalUsd, breaks] = [0, 0, 0, 0, 0];
  for (const [i, { body, atMs }] of requests.entries()) {
    const model = readIndex(body, format).model ?? 'gemini-2.5-pro';
    const step = await arm.send({ body, format, model, atMs, lane: 'main' }, requests.length - i, settingOf(i));
    tokens += step.tokens;
    cached += step.cached;
    usd += step.usd;
    retrievalUsd += step.fetchUsd;
    breaks += Number(step.isBreak);
  }
  return { tokens, cachedShare: cached / tokens, usd, retrievalUsd, breaks };
}

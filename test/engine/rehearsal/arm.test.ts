import { describe, expect, it } from 'vitest';
import { demoConversation } from '../../../bench/cache/conversations.ts';
import { unseenPrefixText } from '../../../src/engine/conversation/unseenPrefix.ts';
import { Arm, ArmMemory, type PastRequest } from '../../../src/engine/rehearsal/arm.ts';
import type { Setting } from '../../../src/engine/rehearsal/rehearsal.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import type { Usage } from '../../../src/shared/records.ts';

const untouched: Setting = { mode: 'audit', options: parseOptions({}, 'proxy') };
const balanced: Setting = { mode: 'optimize', options: parseOptions({ savingsProfile: 'balanced' }, 'proxy') };
const usage: Usage = { input: 100, output: 10, cacheRead: 0, cacheWrite5m: 400, cacheWrite1h: 0 };

function request(body: unknown, more: Partial<PastRequest> = {}): PastRequest {
  return {
    body: Buffer.from(JSON.stringify(body)),
    format: 'anthropic',
    model: 'claude-sonnet-4-5',
    atMs: 0,
    lane: 'main',
    ...more,
  };
}

describe('an arm', () => {
  it('sends less of a recorded conversation when it may, and never breaks the cache', async () => {
    const { requests, format } = demoConversation();
    const memory = new ArmMemory();
    const [asIs, optimized] = [new Arm(untouched, memory), new Arm(balanced, memory)];
    const sums = { asIs: 0, optimized: 0, breaks: 0, fetches: 0 };

    for (const [i, { body, atMs }] of requests.entries()) {
      const past: PastRequest = { body, format, model: 'claude-sonnet-4-5', atMs, lane: 'main' };
      sums.asIs += (await asIs.send(past, requests.length - i)).tokens;
      const step = await optimized.send(past, requests.length - i);
      sums.optimized += step.tokens;
      sums.breaks += Number(step.isBreak);
      sums.fetches += step.fetches;
    }

    expect(sums.optimized).toBeLessThan(sums.asIs * 0.7);
    expect(sums.breaks).toBe(0);
    expect(sums.fetches).toBeGreaterThan(0);
  });

  it('counts as the provider did', async () => {
    const text = 'word '.repeat(400);

    const step = await new Arm(untouched, new ArmMemory()).send(
      request({ messages: [{ role: 'user', content: text }] }, { usage }),
      0,
    );

    expect(step.tokens).toBeCloseTo(500);
  });

  it('takes a count of the whole prompt for what it is, when what was reported was of a smaller one', async () => {
    const step = await new Arm(untouched, new ArmMemory()).send(
      request({ messages: [{ role: 'user', content: 'word '.repeat(800) }] }, { usage, promptTokens: 900 }),
      0,
    );

    expect(step.tokens).toBeCloseTo(900);
  });

  it('gives what a record does not hold to the block that stands for it', async () => {
    const system = [{ type: 'text', text: unseenPrefixText }];

    const step = await new Arm(untouched, new ArmMemory()).send(
      request({ system, messages: [{ role: 'user', content: 'hi' }] }, { usage }),
      0,
    );

    expect(step.tokens).toBeCloseTo(500);
  });
});

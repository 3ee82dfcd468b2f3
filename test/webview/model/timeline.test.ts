import { expect, test } from 'vitest';
import { findConversation } from '../../../webview/model/conversations.ts';
import { breakCost } from '../../../webview/model/figures.ts';
import { neighbouringEvent, niceCeiling, timelineEvents, timelinePoints } from '../../../webview/model/timeline.ts';
import { workingDay } from '../fixtures.ts';

const conversation = findConversation(workingDay().exchanges, 'flaky');
const points = timelinePoints(conversation?.exchanges ?? []);

test('the parts of every bar add up to what the provider measured', () => {
  for (const { total, waste, useful, unsplit } of points) {
    const sum = Object.values(useful).reduce((all, tokens) => all + tokens, waste + unsplit);
    expect(sum).toBeCloseTo(total, 0);
  }
});

test('model switch, compaction, mode switch and cache break are events, in order', () => {
  const events = timelineEvents(points);

  expect(events.map(({ kind, number }) => [kind, number])).toEqual([
    ['model', 9],
    ['compacted', 22],
    ['mode', 26],
    ['cacheBroken', 35],
  ]);
  expect(neighbouringEvent(events, 26, 1)).toBe(35);
  expect(neighbouringEvent(events, 9, -1)).toBe(9);
});

test('the cost of a break is told apart within the cost, not added to it', () => {
  const broken = points[34];
  const { cached = 0, fresh = 0, rewritten = 0 } = broken?.cost ?? {};

  expect(rewritten).toBeGreaterThan(0.5);
  expect(cached + fresh + rewritten).toBeCloseTo(broken?.exchange.cost?.total ?? 0, 9);
  expect(rewritten).toBe(broken === undefined ? undefined : breakCost(broken.exchange)?.value);
});

/** Oldest first; `~` marks what only we counted. */
function sizes(...contexts: readonly (number | `~${number}`)[]) {
  const [template] = conversation?.exchanges ?? [];
  if (template === undefined) throw new Error('The conversation is empty.');
  const { usage: _, ...rest } = { ...template, composition: [] };
  const line = contexts.map(size => {
    if (typeof size === 'string') return { ...rest, tokensAfter: Number(size.slice(1)) };
    return { ...rest, usage: { input: size, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 } };
  });
  return timelinePoints(line.toReversed());
}

test('our smaller count of one request is no compaction, nor is the growth after it new', () => {
  const around = sizes(130_000, '~85000', 132_000);

  expect(timelineEvents(around)).toEqual([]);
  expect(around.map(({ added }) => added)).toEqual([130_000, undefined, 2000]);
});

test('a compaction shows across a request that was not measured, and among such requests', () => {
  expect(timelineEvents(sizes(130_000, '~120000', 40_000))).toMatchObject([{ kind: 'compacted', number: 3 }]);
  expect(timelineEvents(sizes('~120000', '~40000'))).toMatchObject([{ kind: 'compacted', number: 2 }]);
});

test('in simulate the kinds are parts of what was sent, and what was only planned to go is not split', () => {
  const [template] = conversation?.exchanges ?? [];
  if (template === undefined) throw new Error('The conversation is empty.');
  const composition = [{ kind: 'toolDefinition', tokens: 30_000 } as const];
  const planned = { mode: 'simulate', tokensBefore: 100_000, tokensAfter: 30_000, wasteTokens: 0 } as const;
  const usage = { input: 100_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

  const [point] = timelinePoints([{ ...template, ...planned, composition, usage }]);

  expect(point).toMatchObject({ total: 100_000, useful: { tools: 30_000 }, unsplit: 70_000 });
});

test('a scale ends at a round number', () => {
  expect([niceCeiling(131_400), niceCeiling(0.46), niceCeiling(0)]).toEqual([200_000, 0.5, 1]);
});

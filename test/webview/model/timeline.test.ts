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

test('a scale ends at a round number', () => {
  expect([niceCeiling(131_400), niceCeiling(0.46), niceCeiling(0)]).toEqual([200_000, 0.5, 1]);
});

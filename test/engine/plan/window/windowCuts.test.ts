import { expect, it } from 'vitest';
import { resolveModel } from '../../../../src/engine/models/modelTable.ts';
import { findToolUnits, spokenMessages, turnsOf } from '../../../../src/engine/plan/window/toolUnits.ts';
import { applyCuts, isStorable, knowsWindow } from '../../../../src/engine/plan/window/windowCuts.ts';
import { indexBytes } from '../../conversation/indexed.ts';
import { bodyOf, step } from './windowBodies.ts';

function request(secret = '') {
  const text = JSON.stringify(bodyOf('anthropic', [step(3), step(3)])).replace(
    'output of call_0_0',
    `output ${secret}`,
  );
  const body = Buffer.from(text);
  const index = indexBytes('anthropic', body);
  const [unit] = findToolUnits(index, turnsOf(index), spokenMessages(index));
  if (unit === undefined) throw new Error('no unit');
  return { body, index, unit };
}

it('what is settled within a cut goes with it, and holds outside', () => {
  const { body, index, unit } = request();
  const settled = index.blocks
    .filter(({ kind }) => kind === 'toolResult')
    .map(
      block =>
        ({
          block,
          decision: {
            identity: block.hash,
            outcome: {
              kind: 'replace',
              transform: 't',
              grade: 'omission',
              output: `short ${block.position}`,
              reason: '',
              handle: 'h',
            },
            tokensBefore: 2,
            tokensAfter: 1,
          },
        }) as const,
    );

  const cut = applyCuts([{ units: [unit], callsSinceSpoken: 2, isNew: true }], {
    body,
    index,
    settled,
    nameOriginal: () => 'aaaaaaaaaa',
    count: text => text.length,
  });

  const text = Buffer.from(cut?.body ?? []).toString();
  expect(text).not.toContain('short 2');
  expect(text).toContain('short 4');
  expect(text).toContain('1 of 2 tool results omitted');
});

it('a secret is not stored, so it is not cut', () => {
  const secret = ['sk', 'ant', 'api03', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0'].join('-');

  expect([request(), request(secret)].map(({ body, unit }) => isStorable(body, unit))).toEqual([true, false]);
});

it('a window is known by the table or by a setting', () => {
  const limits = { modelContextLimits: { mine: 9000 } };

  expect(knowsWindow(resolveModel('claude-sonnet-4-5'), { modelContextLimits: {} })).toBe(true);
  expect(knowsWindow(resolveModel('mine', limits), limits)).toBe(true);
  expect(knowsWindow(resolveModel('nobody/knows', limits), limits)).toBe(false);
});

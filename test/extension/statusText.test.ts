import { expect, test } from 'vitest';
import { describeStatus, formatTokens } from '../../src/extension/statusText.ts';
import type { EngineStatus } from '../../src/shared/panelProtocol.ts';

const running: EngineStatus = {
  state: 'running',
  version: '1',
  pid: 1,
  port: 8787,
  mode: 'optimize',
  profile: 'balanced',
  startedAt: 0,
};
const today = { tokensSaved: 12_440, measuredUsd: 1.8, estimatedUsd: 0.04, couldHaveSavedUsd: 0 };

test('a running engine shows its mode and what it saved', () => {
  const { text, tooltip } = describeStatus(running, today);

  expect(text).toBe('$(pulse) optimize · 12.4k saved');
  expect(tooltip).toContain('$1.80 measured, ~$0.04 estimated, net');
});

test('audit saves nothing and says what optimize could have saved', () => {
  const { text, tooltip } = describeStatus(
    { ...running, mode: 'audit' },
    { tokensSaved: 0, measuredUsd: 0, estimatedUsd: 0, couldHaveSavedUsd: 0.31 },
  );

  expect(text).toBe('$(pulse) audit');
  expect(tooltip).toContain('Optimize could have saved ~$0.31.');
});

test('every other state says what it means for agents', () => {
  expect(describeStatus({ ...running, state: 'stopped' }, today).tooltip).toContain('directly');
  expect(describeStatus({ ...running, state: 'relay' }, today).tooltip).toContain('still point at it');
  expect(describeStatus({ ...running, state: 'failed', notice: 'Port 8787 is in use.' }, today)).toMatchObject({
    isAlarming: true,
    tooltip: expect.stringContaining('Port 8787 is in use.'),
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1.0k'],
  [999_949, '999.9k'],
  [1_300_000, '1.3M'],
])('%d tokens read as %s', (tokens, text) => {
  expect(formatTokens(tokens)).toBe(text);
});

test('a remote window says where its engine runs, while it runs', () => {
  expect(describeStatus(running, today, 'Runs inside WSL.').tooltip).toContain('Runs inside WSL.');
  expect(describeStatus({ ...running, state: 'stopped' }, today, 'Runs inside WSL.').tooltip).not.toContain('WSL');
});

import { expect, it } from 'vitest';
import { applySettings } from '../../../src/extension/engine/applySettings.ts';
import { readSettings } from '../../../src/extension/engine/engineSettings.ts';
import { FakeSession } from '../fakeSession.ts';

/** Returns what the session was asked for when these settings were saved in one go. */
async function saved(
  settings: Readonly<Record<string, unknown>>,
  { permitted = true, state = 'running' }: { permitted?: boolean; state?: 'running' | 'stopped' } = {},
): Promise<readonly string[]> {
  const session = new FakeSession();
  session.status = { ...session.status, state };
  session.answers.setOptions = {};
  const log: string[] = [];
  await applySettings(name => name in settings, {
    session: {
      status: session.status,
      query: async query => {
        log.push(JSON.stringify(query));
        return session.query(query);
      },
      setMode: async mode => void log.push(`mode ${mode}`),
    },
    settings: () => readSettings(name => settings[name]),
    permits: async () => permitted,
    offerRestart: async () => void log.push('offer a restart'),
  });
  return log;
}

it('all of what was saved together acts, the options before the mode', async () => {
  const log = await saved({ mode: 'optimize', savingsProfile: 'lossless', port: 9_000 });

  expect(log).toEqual([
    '{"type":"setOptions","options":{"savingsProfile":"lossless"}}',
    'mode optimize',
    'offer a restart',
  ]);
});

it('an option that was taken out goes back to its profile', async () => {
  expect(await saved({ protectRecent: undefined })).toEqual(['{"type":"setOptions","options":{"protectRecent":null}}']);
});

it.each([
  ['a mode that nobody agreed to', { mode: 'optimize' }, { permitted: false }],
  ['what acts when the editor starts', { autoStart: true }, {}],
  ['anything while no engine runs', { mode: 'optimize', port: 9_000 }, { state: 'stopped' }],
] as const)('nothing is done for %s', async (_what, settings, more) => {
  expect(await saved(settings, more)).toEqual([]);
});

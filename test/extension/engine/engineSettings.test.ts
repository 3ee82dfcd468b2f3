import { expect, test } from 'vitest';
import {
  engineArguments,
  engineConfig,
  engineUpstreams,
  readSettings,
} from '../../../src/extension/engine/engineSettings.ts';

function settingsOf(values: Readonly<Record<string, unknown>>) {
  return readSettings(name => values[name]);
}

test('without settings the defaults of the proxy hold, and no option is spelled out', () => {
  const settings = settingsOf({});

  expect(settings.proxy).toMatchObject({ port: 8787, mode: 'audit' });
  expect(settings.host).toEqual({ autoStart: false, routeTerminals: true });
  expect(settings.options).toEqual({});
});

test('only what a person has set reaches the engine, so that a profile keeps its say in the rest', () => {
  const settings = settingsOf({ savingsProfile: 'lossless', targetRatio: null, retentionDays: 7 });

  expect(engineConfig(settings)).toMatchObject({ savingsProfile: 'lossless', retentionDays: 7 });
  expect(engineConfig(settings)).not.toHaveProperty('targetRatio');
});

test('a value that does not fit is refused with its name', () => {
  expect(() => settingsOf({ minTokensToCompress: -1 })).toThrow('minTokensToCompress is -1.');
});

test('a base URL that was set before us becomes the upstream, unless a setting names another', () => {
  const gateway = 'https://gateway.example';

  expect(engineUpstreams(settingsOf({}), gateway)).toEqual({ anthropic: gateway });
  expect(engineUpstreams(settingsOf({ upstreams: { anthropic: 'https://mine' } }), gateway)).toEqual({
    anthropic: 'https://mine',
  });
});

test('the flags are those of `headroom proxy`; a restart keeps the port that clients know', () => {
  const settings = settingsOf({ mode: 'optimize' });

  expect(engineArguments(settings, { anthropic: 'http://a' }, { configFile: '/c.json', port: 9123 })).toEqual([
    ...['--port', '9123', '--mode', 'optimize', '--config', '/c.json', '--upstream', 'anthropic=http://a'],
  ]);
});

import { expect, test } from 'vitest';
import { describeDiagnostics } from '../../src/extension/diagnostics.ts';
import { readSettings } from '../../src/extension/engine/engineSettings.ts';

test('diagnostics hold no name, no key and no path of a gateway', () => {
  const text = describeDiagnostics({
    version: '1.0.0',
    editor: 'VS Code 1.139',
    platform: 'linux-x64',
    status: { state: 'stopped', version: '1', pid: 0, port: 0, mode: 'audit', profile: 'balanced', startedAt: 0 },
    settings: readSettings(name =>
      name === 'upstreams' ? { anthropic: 'https://gateway.example/tenant/key-9f8a7b6c5d' } : undefined,
    ),
    doctor: 'store /home/ada/.local/headroom.db, token sk-ant-abcdefghijklmnop, https://ada:pw@proxy.example',
    userFolder: '/home/ada',
  });

  expect(text).toContain('Headroom 1.0.0 in VS Code 1.139 on linux-x64');
  expect(text).toContain('https://gateway.example');
  expect(text).not.toMatch(/tenant|ada|abcdefghijklmnop|pw@/);
});

test('a path of Windows in the settings loses its name too', () => {
  const text = describeDiagnostics({
    version: '1.0.0',
    editor: 'VS Code 1.139',
    platform: 'win32-x64',
    status: { state: 'stopped', version: '1', pid: 0, port: 0, mode: 'audit', profile: 'balanced', startedAt: 0 },
    settings: readSettings(name => (name === 'modelCacheDir' ? 'C:\\Users\\Ada\\models' : undefined)),
    doctor: 'home C:\\Users\\Ada\\AppData',
    userFolder: 'C:\\Users\\Ada',
  });

  expect(text).toContain('"~\\\\models"');
  expect(text).not.toContain('Ada');
});

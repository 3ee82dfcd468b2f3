import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeRemotePlace } from '../../src/extension/remotePlace.ts';
import { defaultProxySettings } from '../../src/shared/proxySettings.ts';

test('a remote window says on which machine its engine runs', () => {
  expect(describeRemotePlace('ssh-remote')).toMatch(/^Runs on the machine at the other end of SSH, beside its agents/);
  expect(describeRemotePlace('wsl')).toContain('inside WSL');
  expect(describeRemotePlace('dev-container')).toContain('inside the container');
  expect(describeRemotePlace('k8s')).toContain('“k8s”');
});

test('a local one, and one that a server shows in a browser, have nothing to say', () => {
  expect(describeRemotePlace(undefined)).toBeUndefined();
  expect(describeRemotePlace('127.0.0.1:8443')).toBeUndefined();
});

test('the extension runs beside the agents, and its port is not forwarded to the other machine, where it may be taken', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

  expect(manifest.extensionKind).toEqual(['workspace']);
  expect(manifest.contributes.configurationDefaults['remote.portsAttributes']).toEqual({
    [defaultProxySettings.port]: { label: 'Headroom', onAutoForward: 'ignore' },
  });
});

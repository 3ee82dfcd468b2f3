import { expect, test } from 'vitest';
import { engineEnvironment } from '../../../src/extension/engine/engineEnvironment.ts';

test("the editor's network settings reach the engine as variables", () => {
  const environment = engineEnvironment(
    { PATH: '/bin' },
    { proxy: 'http://proxy.example:3128', noProxy: ['intranet.example', '10.0.0.1'], systemCertificates: true },
    '/home/ada/headroom',
  );

  expect(environment).toEqual({
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy.example:3128',
    HTTP_PROXY: 'http://proxy.example:3128',
    NO_PROXY: 'intranet.example,10.0.0.1',
    NODE_USE_SYSTEM_CA: '1',
    HEADROOM_HOME: '/home/ada/headroom',
    ELECTRON_RUN_AS_NODE: '1',
  });
});

test('a variable that is set already wins over the setting', () => {
  const environment = engineEnvironment({ HTTPS_PROXY: 'http://mine:1' }, { proxy: 'http://setting:2' }, '/h');

  expect(environment.HTTPS_PROXY).toBe('http://mine:1');
});

test("nothing of the window's own reaches an engine that outlives it", () => {
  const environment = engineEnvironment(
    { VSCODE_IPC_HOOK: 'x', ELECTRON_NO_ATTACH_CONSOLE: '1', ANTHROPIC_BASE_URL: 'http://127.0.0.1:8787' },
    {},
    '/h',
  );

  expect(Object.keys(environment).toSorted()).toEqual(['ELECTRON_RUN_AS_NODE', 'HEADROOM_HOME']);
});

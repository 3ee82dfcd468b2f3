import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { homeFolder } from '../../../src/process/instance/home.ts';

it.each([
  ['linux', {}, '/home/me/.local/share/headroom-context-mri'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/headroom-context-mri'],
  ['darwin', {}, '/home/me/Library/Application Support/headroom-context-mri'],
  ['linux', { HEADROOM_HOME: '/x' }, '/x'],
  ['linux', { HEADROOM_HOME: '' }, '/home/me/.local/share/headroom-context-mri'],
] as const)('on %s with %o is %s', (platform, environment, expected) => {
  expect(homeFolder(environment, platform, '/home/me')).toBe(expected);
});

it('on Windows lies in the local application data', () => {
  const folder = homeFolder({ LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' }, 'win32', 'C:\\Users\\me');

  expect(folder).toBe(join('C:\\Users\\me\\AppData\\Local', 'headroom-context-mri'));
});

it('a relative home is made absolute, because programs change folders', () => {
  expect(homeFolder({ HEADROOM_HOME: 'here' }, 'linux', '/home/me')).toBe(resolve('here'));
});

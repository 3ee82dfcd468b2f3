import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedSettingsFile, userFolders } from '../../../src/extension/copilot/userFolder.ts';

const user = join('/home', 'ada', '.config', 'Code', 'User');

test('settings lie above the storage of extensions', () => {
  expect(sharedSettingsFile(join(user, 'globalStorage', 'headroom.x'))).toBe(join(user, 'settings.json'));
});

test('a profile shares them with all others', () => {
  const profile = join(user, 'profiles', '-6a1b2c');

  expect(userFolders(join(profile, 'globalStorage', 'headroom.x'))).toEqual({ shared: user, profile });
});

import { basename, dirname, join } from 'node:path';

/**
 * The folder of VS Code's user settings, which is told to no extension: it lies above the storage that each has there. A
 * profile has a folder of its own inside, but the settings that hold for all profiles lie in the outer one.
 */
export function userFolders(globalStorage: string): { readonly shared: string; readonly profile: string } {
  const profile = dirname(dirname(globalStorage));
  const isInner = basename(dirname(profile)) === 'profiles';
  return { profile, shared: isInner ? dirname(dirname(profile)) : profile };
}

export function sharedSettingsFile(globalStorage: string): string {
  return join(userFolders(globalStorage).shared, 'settings.json');
}

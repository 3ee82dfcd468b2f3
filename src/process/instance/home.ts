import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const folderName = 'headroom-context-mri';

/** Where the engine keeps its store, its token and its locks: `$HEADROOM_HOME`, else the platform's folder for data of programs. */
export function homeFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  userHome: string = homedir(),
): string {
  const given = environment.HEADROOM_HOME;
  if (given !== undefined && given !== '') return resolve(given);
  switch (platform) {
    case 'win32':
      return join(environment.LOCALAPPDATA ?? join(userHome, 'AppData', 'Local'), folderName);
    case 'darwin':
      return join(userHome, 'Library', 'Application Support', folderName);
    default:
      return join(environment.XDG_DATA_HOME ?? join(userHome, '.local', 'share'), folderName);
  }
}

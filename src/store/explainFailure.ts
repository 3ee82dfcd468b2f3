/** SQLite's codes for a disk that is full and for a file that may only be read. */
const full = 13;
const readOnly = 8;

/** Why something could not be written, and what to do; the error's own words where nothing better is known. */
export function explainFailure(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error);
  if (hasCode(error, 'ENOSPC', full)) return `The disk with the store ${path} is full. Free some space.`;
  if (hasCode(error, 'EROFS', readOnly)) return `The store ${path} can only be read. Make it writable again.`;
  if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM'))
    return `The store ${path} may not be written. Change its permissions.`;
  return error.message;
}

function hasCode(error: Error, systemCode: string, databaseCode?: number): boolean {
  if ('code' in error && error.code === systemCode) return true;
  return 'errcode' in error && (Number(error.errcode) & 0xff) === databaseCode;
}

/**
 * Whether an import failed because the package is not there, rather than because it does not run. Packages with native parts
 * ship with the extension; whoever has Headroom from npm installs them beside it, or does without pictures.
 */
export function isAbsent(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`package '${name}'`)
  );
}

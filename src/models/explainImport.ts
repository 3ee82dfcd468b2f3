/**
 * What is in the way of an import, for a person. Packages with native parts ship with the extension; whoever has Headroom from
 * npm installs them beside it, or does without pictures.
 */
export function explainImport(error: unknown, name: string): unknown {
  const isAbsent =
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`package '${name}'`);
  return isAbsent ? new Error(`${name} is not installed (npm install ${name})`, { cause: error }) : error;
}

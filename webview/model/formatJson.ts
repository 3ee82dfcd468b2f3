/** Texts beyond this size stay as they are: indenting them takes longer than a person waits. */
const largest = 2_000_000;

/** JSON as a person reads it, one member per line; undefined for what is no JSON, or is written so already. */
export function formatJson(text: string): string | undefined {
  const start = text.trimStart()[0];
  if (text.length > largest || (start !== '{' && start !== '[')) return undefined;
  try {
    const formatted = JSON.stringify(JSON.parse(text), null, 2);
    return formatted === text ? undefined : formatted;
  } catch {
    return undefined;
  }
}

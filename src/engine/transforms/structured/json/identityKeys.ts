/** Keys by which people and agents speak of a thing or ask how it is. */
export function isIdentityKey(key: string): boolean {
  return /^(?:name|id|uid|key|kind|type|title|version|status|state|phase|reason|message|url|path|metadata|summary|total|count|ok|success|exitCode|exit_code)$/.test(
    key,
  );
}

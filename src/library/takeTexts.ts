/**
 * The original with the texts of its edited copy. The copy went through JSON, which loses what a call may hold beside it
 * (dates, functions, classes), so everything but changed texts stays the very same object. A list from which something was
 * cut is taken from the copy: nobody can tell which of its elements are which, and JSON is what is sent in any case. Members
 * that JSON could hold and the copy lacks were left out on purpose; an object with a member more (a text in a picture's place)
 * is the copy's.
 */
export function takeTexts(original: unknown, edited: unknown): unknown {
  if (typeof original === 'string') return typeof edited === 'string' ? edited : original;
  if (Array.isArray(original)) {
    if (!Array.isArray(edited)) return original;
    if (edited.length !== original.length) return edited;
    const items = original.map((item, i) => takeTexts(item, edited[i]));
    return items.some((item, i) => item !== original[i]) ? items : original;
  }
  if (!isPlain(original) || !isPlain(edited)) return original;
  if (Object.keys(edited).some(key => !(key in original))) return edited;
  const kept = Object.entries(original).filter(([key, value]) => key in edited || JSON.stringify(value) === undefined);
  const entries = kept.map(([key, value]) => [key, takeTexts(value, edited[key])] as const);
  const isSame =
    kept.length === Object.keys(original).length && entries.every(([key, value]) => value === original[key]);
  return isSame ? original : Object.fromEntries(entries);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return typeof Reflect.get(value, 'toJSON') !== 'function';
}

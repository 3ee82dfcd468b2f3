/** Strings go without quotes unless they could be taken for something else; escapes stay as spelled. */
export function quoteUnlessPlain(content: string, isText: boolean): string {
  const isPlain = content !== '' && !/^[\s"[{(=]|,|\{\}|\s$/.test(content) && (isText || !looksUnlikeText(content));
  return isPlain ? content : `"${content}"`;
}

export function looksUnlikeText(content: string): boolean {
  return /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(content);
}

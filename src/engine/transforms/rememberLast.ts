/**
 * Remembers the answer for the latest text, since several transforms ask the same about one text in a row. Pure in effect:
 * the answer depends on the text alone.
 */
export function rememberLast<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  let latest: { readonly text: string; readonly answer: Answer } | undefined;
  return text => {
    if (latest?.text !== text) latest = { text, answer: ask(text) };
    return latest.answer;
  };
}

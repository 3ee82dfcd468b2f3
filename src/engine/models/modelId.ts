/**
 * The names under which a model may be in the table, from the most to the least specific. Gateways and clients put routes in
 * front (`openrouter/anthropic/…`, `us.anthropic.…`, `models/…`, whole ARNs) and dates, revisions and moods behind
 * (`-20250929`, `-2024-08-06`, `-v1:0`, `@latest`, `:thinking`, `-preview`, `[1m]`); each step takes one tail away.
 */
export function candidateNames(id: string): readonly string[] {
  let name = withoutRoute(id.trim().toLowerCase().slice(0, longestId));
  const names = [name];
  for (;;) {
    const shorter = name.replace(tail, '');
    if (shorter === name || shorter === '') return names;
    name = shorter;
    names.push(name);
  }
}

/** Names that differ only in dots and hyphens are one: Copilot and OpenRouter write `claude-sonnet-4.5`. */
export function nameKey(name: string): string {
  const key = name.replaceAll(/[._]/g, '-');
  const versionFirst = /^claude-(\d+(?:-\d)?)-(opus|sonnet|haiku)$/.exec(key);
  const isLater = versionFirst !== null && Number.parseInt(versionFirst[1] ?? '', 10) >= 4;
  return isLater ? `claude-${versionFirst[2]}-${versionFirst[1]}` : key;
}

/** True when the client asks for the long context window, as Claude Code does. */
export function asksForLongWindow(id: string): boolean {
  return /\[1m\]\s*$/i.test(id);
}

/** Longer ids are not a model's; bounding them bounds the work. */
const longestId = 300;

/** What may follow a name: the long-window mark, a revision, a date, a build number, a mood. */
const tail =
  /(?:\[1m\]|[@:][^@:/]*|-v\d+|-\d{8}|-\d{4}-\d\d-\d\d|-\d\d-(?:\d\d|\d{4})|-\d{3,4}|-(?:latest|preview|exp|experimental|beta|fast|thinking|customtools|it))$/;

function withoutRoute(id: string): string {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return name.replace(/^(?:[a-z0-9-]+\.)*(?:anthropic|openai|google|xai|deepseek|mistral|meta|amazon|qwen)\./, '');
}

/** The most of a block's text that is searched; a picture beyond it is not shown. */
const mostCharacters = 30_000_000;

/** The picture that a block's text holds, as a data URL: the text itself, or the one inside the client's JSON. */
export function pictureIn(text: string): string | undefined {
  if (text.length > mostCharacters) return undefined;
  if (pictureUrl.test(text)) return text.includes('\n') ? undefined : text;
  if (!text.startsWith('{')) return undefined;
  try {
    return pictureOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const pictureUrl = /^data:image\/[\w.+-]{1,60};base64,/;

/** Each provider has its own place for type and data; all nest at most a few objects deep. */
function pictureOf(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return pictureUrl.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  const members: Readonly<Record<string, unknown>> = { ...value };
  const type = members.media_type ?? members.mimeType ?? members.mime_type;
  if (typeof type === 'string' && /^image\/[\w.+-]{1,60}$/.test(type) && typeof members.data === 'string') {
    return `data:${type};base64,${members.data}`;
  }
  for (const member of Object.values(members)) {
    const picture = pictureOf(member, depth + 1);
    if (picture !== undefined) return picture;
  }
  return undefined;
}

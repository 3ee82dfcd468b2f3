/** Beyond this a search narrows nothing any more. */
const mostWords = 12;

/** The words of a search, each of which must be found, wherever it stands. */
export function searchWords(search = ''): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
}

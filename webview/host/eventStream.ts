/**
 * Cuts server-sent events out of a stream of text. `EventSource` cannot send a token header, so the page reads the
 * stream itself. Returns the data of every event that became complete; comments and other fields are skipped.
 */
export function createEventReader(): (text: string) => readonly string[] {
  let rest = '';
  let data: string[] = [];
  return text => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    const events: string[] = [];
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push(data.join('\n'));
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      }
    }
    return events;
  };
}

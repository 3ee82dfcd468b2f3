/** A timestamp at the start of a line, cut where a reader would cut it: everything up to the day, the hour, the minute. */
export interface Stamp {
  readonly text: string;
  /** Length of `text` up to and including the part named; the rest up to `tailEnd` changes more often. */
  readonly dayEnd: number;
  readonly hourEnd: number;
  readonly minuteEnd: number;
  /** Where the seconds end: what follows (a year, a zone, a bracket) changes rarely again. */
  readonly tailEnd: number;
}

/** Groups: up to the day, hour, minute, seconds, what follows. Each is anchored and free of nested repetition. */
const shapes: readonly RegExp[] = [
  /^(\[?\d{4}-\d\d-\d\d[T ])(\d\d:)(\d\d:)(\d\d(?:[.,]\d{1,9})?)((?:Z|[+-]\d\d:?\d\d)?\]?)/,
  /^(\[?[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d )(\d\d:)(\d\d:)(\d\d(?:\.\d{1,9})?)( \d{4}\]?)/,
  /^([A-Z][a-z]{2} [ \d]\d )(\d\d:)(\d\d:)(\d\d(?:\.\d{1,9})?)()/,
  /^(\[?\d{4}\/\d\d\/\d\d )(\d\d:)(\d\d:)(\d\d(?:\.\d{1,9})?)(\]?)/,
  /^(\[?\d\d\/[A-Z][a-z]{2}\/\d{4}:)(\d\d:)(\d\d:)(\d\d)((?: [+-]\d{4})?\]?)/,
  /^(\d{6} )(\d\d)(\d\d)(\d\d)()(?= )/,
  /^(\[?)(\d\d:)(\d\d:)(\d\d(?:[.,]\d{1,9})?)(\]?)(?= )/,
];

export function readStamp(line: string): Stamp | undefined {
  const first = line.charCodeAt(0);
  const mayBegin = first === 91 || (first >= 48 && first <= 57) || (first >= 65 && first <= 90);
  if (!mayBegin) return undefined;
  for (const shape of shapes) {
    const match = shape.exec(line);
    if (match === null) continue;
    const [text, day = '', hour = '', minute = '', seconds = ''] = match;
    const dayEnd = day.length;
    const hourEnd = dayEnd + hour.length;
    const minuteEnd = hourEnd + minute.length;
    return { text, dayEnd, hourEnd, minuteEnd, tailEnd: minuteEnd + seconds.length };
  }
  return undefined;
}

const alarm =
  /\b(?:errors?|fail(?:ed|ure|ures|s|ing)?|fatal|panic(?:ked)?|critical|exceptions?|traceback|abort(?:ed)?|denied|refused|timed? ?out|timeout|killed|crash(?:ed)?|unhealthy|rejected|unhandled|corrupt(?:ed)?)\b|\w(?:Error|Exception|BackOff)\b|[✖✗✘❌]/i;

/** True for a value that says that something went wrong. A false alarm costs a few tokens, a missed one an answer. */
export function isAlarming(value: string): boolean {
  return alarm.test(value);
}

/** Offsets in a text at which a word of alarm starts, ascending. */
export function alarmOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  for (const match of text.matchAll(new RegExp(alarm, 'gi'))) offsets.push(match.index);
  return offsets;
}

/** Keys whose value is a failure even when its words are harmless. */
export function isAlarmKey(key: string): boolean {
  return /^(?:errors?|exception|failure|stderr|fault|stack(?:_?trace)?)$/i.test(key);
}

/** Values that differ only in numbers, ids and quoted names share a template. */
export function templateOf(value: string): string {
  return value
    .slice(0, 400)
    .replace(/\\?["'`][^"'`]*["'`]/g, '"')
    .replace(/\b(?:0x)?[0-9a-f-]{8,}\b|\d+/gi, '#');
}

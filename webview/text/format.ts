/** Numbers for people. Rules: one decimal for tokens in overviews, exact from request level down; money by its size of use. */

const locale = 'en-US';
const minus = '−';
const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
// Formatters are made once: making one takes longer than rendering a row.
const fullTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const hourAndMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
let dayAndMonth = dayFormatIn('en-GB');

/** Dates name months, so they follow the language of the page; numbers look the same in all. */
export function nameMonthsIn(language: string): void {
  dayAndMonth = dayFormatIn(language === 'en' ? 'en-GB' : language);
}

function dayFormatIn(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
}

/** `812`, `131.4k`, `4.52M`. */
export function shortTokens(tokens: number): string {
  const size = Math.abs(tokens);
  const text =
    size < 999.5
      ? String(Math.round(size))
      : size < 999_950
        ? `${(size / 1e3).toFixed(1)}k`
        : `${(size / 1e6).toFixed(2)}M`;
  return tokens < 0 ? minus + text : text;
}

/** `6,912`. */
export function exactNumber(value: number): string {
  return value < 0 ? minus + exact.format(-value) : exact.format(value);
}

/** Dollars with 2 decimals in sums, 3 per request, 4 per repetition. */
export function usd(dollars: number, decimals: 2 | 3 | 4 = 2): string {
  const text = `$${Math.abs(dollars).toFixed(decimals)}`;
  return dollars < 0 && Number(Math.abs(dollars).toFixed(decimals)) > 0 ? minus + text : text;
}

/** A share of 1 as `29 %`; small but not nothing is `<1 %`. */
export function percent(share: number): string {
  const rounded = Math.round(Math.abs(share) * 100);
  if (rounded === 0 && share !== 0) return '<1 %';
  return `${share < 0 ? minus : ''}${rounded} %`;
}

/** `24.1 KB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `4.1 s` or `312 ms`. */
export function shortMs(ms: number): string {
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `1 h 52 min`, `4 min`, `38 s`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${Math.max(0, Math.round(ms / 1000))} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `14:07:51`, in the reader's time zone. */
export function clockTime(at: number): string {
  return fullTime.format(at);
}

/** `14:07` today, otherwise `20 Nov`. */
export function whenSeen(at: number, now: number): string {
  return startOfDay(at) === startOfDay(now) ? hourAndMinute.format(at) : dayAndMonth.format(at);
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** `claude-opus-4-5-20251101` as `Opus 4.5`; other ids lose their provider and date. */
export function modelName(id: string): string {
  const bare = id.replace(/^.*\//, '').replace(/[-@]\d{8}$/, '');
  const claude = /^claude-([a-z]+)-(\d+)(?:-(\d+))?$/.exec(bare);
  if (claude?.[1] === undefined) return bare;
  const family = claude[1].charAt(0).toUpperCase() + claude[1].slice(1);
  return `${family} ${claude[2]}${claude[3] === undefined ? '' : `.${claude[3]}`}`;
}

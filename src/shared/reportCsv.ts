import type { ExchangeSummary } from './records.ts';

const columns: readonly (readonly [
  name: string,
  valueIn: (exchange: ExchangeSummary) => string | number | undefined,
])[] = [
  ['id', ({ id }) => id],
  ['started_at', ({ startedAt }) => new Date(startedAt).toISOString()],
  ['project', ({ project }) => project],
  ['conversation', ({ conversation }) => conversation],
  ['title', ({ title }) => title],
  ['latest', ({ latest }) => latest],
  ['client', ({ client }) => client],
  ['provider', ({ provider }) => provider],
  ['model', ({ model }) => model],
  ['mode', ({ mode }) => mode],
  ['status', ({ status }) => status],
  ['tokens_before_estimated', ({ tokensBefore }) => tokensBefore],
  ['tokens_after_estimated', ({ tokensAfter }) => tokensAfter],
  ['waste_tokens_estimated', ({ wasteTokens }) => wasteTokens],
  ['usage_input', ({ usage }) => usage?.input],
  ['usage_output', ({ usage }) => usage?.output],
  ['usage_cache_read', ({ usage }) => usage?.cacheRead],
  ['usage_cache_write_5m', ({ usage }) => usage?.cacheWrite5m],
  ['usage_cache_write_1h', ({ usage }) => usage?.cacheWrite1h],
  ['cost_usd', ({ cost }) => cost?.total],
  ['cost_source', ({ cost }) => cost?.source],
  ['saved_tokens_net', ({ saved }) => saved?.tokens],
  ['saved_usd_net', ({ saved }) => saved?.usd],
  ['saved_source', ({ saved }) => saved?.source],
  ['could_save_tokens_estimated', ({ couldSave }) => couldSave?.tokens],
  ['could_save_usd_estimated', ({ couldSave }) => couldSave?.usd],
  ['cache_rewritten_tokens', ({ cache }) => cache?.rewritten],
  ['added_ms', ({ timings }) => timings.addedMs],
  ['first_byte_ms', ({ timings }) => timings.firstByteMs],
];

/** One line per exchange (RFC 4180), for spreadsheets. */
export function reportCsv(exchanges: readonly ExchangeSummary[]): string {
  const lines = exchanges.map(exchange => columns.map(([, valueIn]) => csvField(valueIn(exchange))));
  return [columns.map(([name]) => name), ...lines].map(line => `${line.join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would run as a formula is kept as text by a leading apostrophe. */
function csvField(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

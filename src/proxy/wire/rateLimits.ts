import type { RateLimit } from '../../shared/records.ts';

type Field = 'limit' | 'remaining' | 'reset' | 'utilization';

/**
 * The limits that a provider states in its response headers, as `name, value, name, value…`. Subscription windows
 * (`unified-5h`) are told as a share in use; they become a limit of 100 per cent.
 */
export function readRateLimits(rawHeaders: readonly string[], nowMs: number): readonly RateLimit[] {
  const limits = new Map<string, Partial<Record<Field, string>>>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const told = fieldOf((rawHeaders[at] ?? '').toLowerCase());
    if (told === undefined) continue;
    limits.set(told.name, { ...limits.get(told.name), [told.field]: rawHeaders[at + 1] });
  }
  return [...limits].map(([name, fields]) => toLimit(name, fields, nowMs));
}

/** Anthropic: `anthropic-ratelimit-NAME-FIELD`; OpenAI: `x-ratelimit-FIELD-NAME`. */
function fieldOf(header: string): { readonly name: string; readonly field: Field } | undefined {
  const anthropic = /^anthropic-ratelimit-(.+)-(limit|remaining|reset|utilization)$/.exec(header);
  if (anthropic !== null) return { name: anthropic[1] ?? '', field: toField(anthropic[2]) };
  const openAi = /^x-ratelimit-(limit|remaining|reset)-(.+)$/.exec(header);
  if (openAi !== null) return { name: openAi[2] ?? '', field: toField(openAi[1]) };
  return undefined;
}

function toField(text: string | undefined): Field {
  return text === 'limit' || text === 'remaining' || text === 'utilization' ? text : 'reset';
}

function toLimit(name: string, fields: Partial<Record<Field, string>>, nowMs: number): RateLimit {
  const used = numberOf(fields.utilization);
  const limit = numberOf(fields.limit) ?? (used === undefined ? undefined : 100);
  const remaining =
    numberOf(fields.remaining) ?? (used === undefined ? undefined : Math.max(0, Math.round((1 - used) * 100)));
  const resetsAt = resetTime(fields.reset, nowMs);
  return {
    name,
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(resetsAt !== undefined && { resetsAt }),
  };
}

/** A date (`2026-11-21T04:00:00Z`), seconds since the epoch, or a span from now (`6m0s`, `250ms`, `12`). */
function resetTime(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined || text === '') return undefined;
  const seconds = numberOf(text);
  if (seconds !== undefined) return seconds > 1e9 ? seconds * 1000 : nowMs + seconds * 1000;
  const span = spanMs(text);
  if (span !== undefined) return nowMs + span;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date;
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function spanMs(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0);
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

import { describe, expect, it } from 'vitest';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import { makeReport, reportFileName } from '../../src/shared/report.ts';
import { reportCsv } from '../../src/shared/reportCsv.ts';
import { reportHtml } from '../../src/shared/reportHtml.ts';
import { say } from '../../src/shared/sentences/say.ts';

function exchange(change: Partial<ExchangeDetail> = {}): ExchangeDetail {
  return {
    id: 'one',
    conversation: 'c1',
    project: 'billing-api',
    client: 'Claude Code',
    provider: 'anthropic',
    model: 'claude-sonnet-4-6',
    mode: 'optimize',
    profile: 'balanced',
    startedAt: Date.UTC(2026, 10, 20, 12),
    path: '/v1/messages',
    status: 200,
    streamed: true,
    timings: { addedMs: 1, totalMs: 900 },
    requestBytes: 100,
    sentBytes: 80,
    tokensBefore: 20_000,
    tokensAfter: 12_000,
    wasteTokens: 3000,
    errorBand: 0.1,
    title: 'Fix the tests',
    verdict: '',
    blocks: [],
    receipts: [],
    waste: [],
    limits: [],
    ...change,
  };
}

const finding = {
  category: 'unusedTools',
  tokens: 3000,
  place: 'MCP playwright',
  costPerTurn: 0.001,
  recommendation: 'No call to playwright: disable its 24 tools here.',
} as const;

const cost = { source: 'measured', input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0.5 } as const;

function report(...exchanges: readonly ExchangeDetail[]) {
  return makeReport({ title: 'All conversations', madeAt: Date.UTC(2026, 10, 21), exchanges, details: exchanges });
}

describe('a report', () => {
  it('keeps measured and estimated money apart, and what could have been saved from both', () => {
    const made = report(
      exchange({ cost, saved: { tokens: 8000, usd: 0.02, source: 'measured' } }),
      exchange({ id: 'two', cost: { ...cost, source: 'estimated' }, couldSave: { tokens: 500, usd: 0.001 } }),
    );

    expect(made.cost).toEqual({ measured: 0.5, estimated: 0.5 });
    expect(made.saved).toEqual({ measured: 0.02, estimated: 0 });
    expect(made.couldHaveSaved).toEqual({ tokens: 500, usd: 0.001 });
  });

  it('adds findings up by category and by place, over the requests that carried them', () => {
    const made = report(exchange({ waste: [finding] }), exchange({ id: 'two', waste: [{ ...finding, tokens: 2900 }] }));

    expect(made.waste.categories).toEqual([{ category: 'unusedTools', tokens: 5900, usd: 0.002, requests: 2 }]);
    expect(made.advice).toMatchObject([{ place: 'MCP playwright', tokens: 3000, usd: 0.002, requests: 2 }]);
  });

  it('gives no advice that a later request made void', () => {
    const outdated = { ...finding, place: 'MCP github' };

    const made = report(exchange({ waste: [finding] }), exchange({ id: 'two', waste: [finding, outdated] }));

    expect(made.advice.map(({ place }) => place)).toEqual(['MCP playwright']);
  });

  it('lists cache breaks with who caused them, and leaves the noise of counting out', () => {
    const cache = { forecastRead: 0, forecastWrite: 0, hot: 5000, rewritten: 9000, fresh: 100, causedByUs: true };
    const made = report(exchange({ cache }), exchange({ id: 'two', cache: { ...cache, rewritten: 12 } }));

    expect(made.cache).toMatchObject({ hot: 10_000, rewritten: 9012, breaks: [{ exchange: 'one', byUs: true }] });
  });

  it('gives the dearest requests the size that they were sent with', () => {
    const unmeasured = { cost, tokensBefore: 20_000, tokensAfter: 12_000 };
    const made = report(exchange({ ...unmeasured, mode: 'simulate' }), exchange({ ...unmeasured, id: 'two' }));

    expect(made.dearest.map(({ id, context }) => [id, context])).toEqual([
      ['one', 20_000],
      ['two', 12_000],
    ]);
  });

  it('says nothing instead of failing when there is nothing', () => {
    expect(reportHtml(report())).toContain('Nothing worth a change was found.');
  });

  it('becomes one HTML file that loads nothing and runs nothing, whatever the texts hold', () => {
    const html = reportHtml(report(exchange({ title: '<img src=x onerror="a()">', cost, waste: [finding] })));

    expect(html).not.toMatch(/<script|<img|<link|https?:\/\//);
    expect(html).toContain('&#60;img');
    expect(html).toContain('$0.50 <small>measured</small>');
    expect(html).toContain('<svg');
  });

  it('speaks German where that is asked for, with the same numbers, and English where it knows no other', () => {
    const cache = { forecastRead: 0, forecastWrite: 0, hot: 5000, rewritten: 9000, fresh: 100 };
    const advised = { ...finding, recommendation: say('advice.unusedServer', { server: 'playwright', n: 24 }) };
    const made = report(exchange({ cost, waste: [advised], cache: { ...cache, cause: say('cache.toolsOrder') } }));

    const german = reportHtml(made, 'de-AT');

    expect(german).toContain('<html lang="de">');
    expect(german).toContain('$0.50 <small>gemessen</small>');
    expect(german).toContain('1 Anfrage in 1 Unterhaltung');
    expect(german).toContain('Die Werkzeuge kamen in anderer Reihenfolge.');
    expect(german).not.toMatch(/No call to|Unused tool|What to do|request|\{\w+\}/);
    expect(reportHtml(made, 'xx')).toBe(reportHtml(made));
    expect(reportHtml(made)).toContain('The tools came in another order.');
  });

  it('becomes a table for spreadsheets in which no text is a formula', () => {
    const lines = reportCsv([exchange({ title: '=1+1', latest: 'Bash echo "a, b"' })]).split('\r\n');

    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(",'=1+1,");
    expect(lines[1]).toContain('"Bash echo ""a, b"""');
  });

  it('is saved under its day and subject', () => {
    expect(reportFileName({ title: 'Fix the tests!', madeAt: Date.UTC(2026, 10, 21) })).toBe(
      'headroom-2026-11-21-fix-the-tests',
    );
  });
});

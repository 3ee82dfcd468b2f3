import { expect, it } from 'vitest';
import { gatherReport } from '../../../src/process/panel/gatherReport.ts';
import type { ExchangePage } from '../../../src/shared/panelProtocol.ts';

/** A store of 2,500 exchanges, one a minute, newest first. */
function views() {
  const asked: number[] = [];
  const all = Array.from({ length: 2500 }, (_, index) => ({
    id: `e${index}`,
    startedAt: (2500 - index) * 60_000,
    project: index % 5 === 0 ? 'infra' : 'shop',
  }));
  return {
    asked,
    exchanges: async ({ limit, before = 0 }: { readonly limit: number; readonly before?: number }) => {
      asked.push(before);
      const exchanges = all.slice(before, before + limit);
      const next = before + limit;
      return { exchanges, ...(next < all.length && { next }) } as unknown as ExchangePage;
    },
    exchange: async () => undefined,
  };
}

it('reads every page of the store', async () => {
  const report = await gatherReport(views(), {}, 200_000_000);

  expect(report.requests).toBe(2500);
  expect(report.title).toBe('All conversations');
});

it('stops at the first page that reaches behind the time asked for', async () => {
  const store = views();

  const report = await gatherReport(store, { since: 2400 * 60_000 }, 200_000_000);

  expect(report.requests).toBe(101);
  expect(store.asked).toEqual([0]);
});

it('keeps to one project when asked, and is called by its name', async () => {
  const report = await gatherReport(views(), { project: 'infra' }, 200_000_000);

  expect([report.title, report.requests]).toEqual(['infra', 500]);
});

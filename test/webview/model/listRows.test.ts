import { expect, test } from 'vitest';
import { groupByProject, requestNumbers } from '../../../webview/model/conversations.ts';
import { layOutRows } from '../../../webview/model/listRows.ts';
import { filterExchanges, textToFind } from '../../../webview/model/search.ts';
import { workingDay } from '../fixtures.ts';

const { exchanges } = workingDay();
const numbers = requestNumbers(exchanges);

test('projects stand above their conversations, the newest first', () => {
  const rows = layOutRows(groupByProject(exchanges), { open: new Set(), numbers });

  expect(rows.slice(0, 4).map(row => row.key)).toEqual([
    'project:billing-api',
    'conversation:flaky',
    'conversation:vat',
    'conversation:pdf',
  ]);
});

const zero = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

test('an opened conversation shows its latest requests, how many more there are, and its sub-agents', () => {
  const rows = layOutRows(groupByProject(exchanges), { open: new Set(['conversation:flaky']), numbers });

  expect(rows.slice(2, 9).map(row => row.kind)).toEqual([...Array(5).fill('exchange'), 'more', 'branch']);
  expect(rows[7]).toMatchObject({ hidden: 43 });
});

test('words and fields narrow the list together', () => {
  const filters = { search: 'client:copilot cost:>0.01 pdf', client: '', model: '', period: 'all' } as const;

  const found = filterExchanges(exchanges, filters, { startOfToday: 0 });

  expect(new Set(found.map(({ conversation }) => conversation))).toEqual(new Set(['pdf']));
  expect(
    filterExchanges(exchanges, { ...filters, search: 'waste:breaks' }, { startOfToday: 0 }).map(({ id }) => id),
  ).toEqual(['flaky-35']);
});

test('a search by size means the size that the list shows', () => {
  const [newest] = exchanges;
  if (newest === undefined) throw new Error('The day is empty.');
  const counted = { ...newest, tokensAfter: 95_000, usage: { ...zero, input: 120_000 } };
  const found = (search: string) =>
    filterExchanges([counted], { search, client: '', model: '', period: 'all' }, { startOfToday: 0 });

  expect(found('tokens:>110000')).toEqual([counted]);
  expect(found('tokens:<110000')).toEqual([]);
});

test('what was imported stands apart from what was relayed in the same project', () => {
  const [newest, ...others] = exchanges;
  if (newest === undefined) throw new Error('The day is empty.');
  const imported = { ...newest, id: 'old', conversation: 'old', origin: 'transcript' as const };

  const projects = groupByProject([newest, imported, ...others]).filter(({ name }) => name === newest.project);

  expect(projects.map(project => project.imported)).toEqual([false, true]);
  expect(projects[1]?.conversations.map(({ id }) => id)).toEqual(['old']);
});

test('a text is found in the requests that hold it, which keep their numbers and open at the block', () => {
  const filters = { search: 'text:"rounds each line"', client: '', model: '', period: 'all' } as const;
  const hit = exchanges.find(({ id }) => id === 'flaky-35');
  const textHits = new Map(hit === undefined ? [] : [[hit.id, { exchange: hit, block: 64, excerpt: '…' }]]);

  const found = filterExchanges(exchanges, filters, { startOfToday: 0, textHits });
  const rows = layOutRows(groupByProject(found), { open: new Set(), numbers, textHits });

  expect(textToFind(filters.search)).toBe('rounds each line');
  expect(rows.map(({ kind }) => kind)).toEqual(['project', 'conversation', 'exchange']);
  expect(rows[2]).toMatchObject({ number: 35, hit: { block: 64 } });
  expect(filterExchanges(exchanges, filters, { startOfToday: 0 })).toEqual([]);
});

test('a text of two letters stands everywhere and narrows nothing', () => {
  const filters = { search: 'text:ab', client: '', model: '', period: 'all' } as const;

  expect(textToFind(filters.search)).toBeUndefined();
  expect(filterExchanges(exchanges, filters, { startOfToday: 0 })).toHaveLength(exchanges.length);
});

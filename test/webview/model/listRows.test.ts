import { expect, test } from 'vitest';
import { groupByProject } from '../../../webview/model/conversations.ts';
import { layOutRows } from '../../../webview/model/listRows.ts';
import { filterExchanges } from '../../../webview/model/search.ts';
import { workingDay } from '../fixtures.ts';

const { exchanges } = workingDay();

test('projects stand above their conversations, the newest first', () => {
  const rows = layOutRows(groupByProject(exchanges), new Set());

  expect(rows.slice(0, 4).map(row => row.key)).toEqual([
    'project:billing-api',
    'conversation:flaky',
    'conversation:vat',
    'conversation:pdf',
  ]);
});

test('an opened conversation shows its latest requests, how many more there are, and its sub-agents', () => {
  const rows = layOutRows(groupByProject(exchanges), new Set(['conversation:flaky']));

  expect(rows.slice(2, 9).map(row => row.kind)).toEqual([...Array(5).fill('exchange'), 'more', 'branch']);
  expect(rows[7]).toMatchObject({ hidden: 43 });
});

test('words and fields narrow the list together', () => {
  const filters = { search: 'client:copilot cost:>0.01 pdf', client: '', model: '', period: 'all' } as const;

  const found = filterExchanges(exchanges, filters, 0);

  expect(new Set(found.map(({ conversation }) => conversation))).toEqual(new Set(['pdf']));
  expect(filterExchanges(exchanges, { ...filters, search: 'waste:breaks' }, 0).map(({ id }) => id)).toEqual([
    'flaky-35',
  ]);
});

test('what was imported stands apart from what was relayed in the same project', () => {
  const [newest, ...others] = exchanges;
  if (newest === undefined) throw new Error('The day is empty.');
  const imported = { ...newest, id: 'old', conversation: 'old', origin: 'transcript' as const };

  const projects = groupByProject([newest, imported, ...others]).filter(({ name }) => name === newest.project);

  expect(projects.map(project => project.imported)).toEqual([false, true]);
  expect(projects[1]?.conversations.map(({ id }) => id)).toEqual(['old']);
});

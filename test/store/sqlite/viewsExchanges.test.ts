import { expect, it } from 'vitest';
import { keepExchange } from '../../../src/store/sqlite/exchangesTable.ts';
import { ListsTable } from '../../../src/store/sqlite/listsTable.ts';
import {
  exchangeDetail,
  exchangePage,
  exportedConversation,
  textsOf,
} from '../../../src/store/sqlite/viewsExchanges.ts';
import { freshDatabase, recordingOf, sha256, startOfTime } from '../storeLab.ts';

function stored() {
  const database = freshDatabase();
  const lists = new ListsTable(database);
  keepExchange(database, lists, recordingOf('e1', ['one'], { title: '50% off_sale' }));
  keepExchange(database, lists, recordingOf('e2', ['one', 'two'], { startedAt: startOfTime + 1 }));
  return { database, lists };
}

it('takes the signs of a pattern in a search as themselves', () => {
  const { database } = stored();
  const found = (search: string): readonly string[] =>
    exchangePage(database, { limit: 9, search }).exchanges.map(({ id }) => id);

  expect(found('50% off_')).toEqual(['e1']);
  expect(found('5_%')).toEqual([]);
  expect(found('')).toEqual(['e2', 'e1']);
});

it('gives an exchange with its lists and the texts that are kept', () => {
  const { database, lists } = stored();
  const detail = exchangeDetail(database, lists, 'e2');

  expect(detail?.blocks).toHaveLength(2);
  expect(detail && textsOf(database, detail)).toEqual(['one', 'two'].map(text => ({ hash: sha256(text), text })));
  expect(exchangeDetail(database, lists, 'absent')).toBeUndefined();
});

it('exports an unknown conversation as an empty one', () => {
  const { database, lists } = stored();

  expect(exportedConversation(database, lists, 'none')).toEqual({ conversation: 'none', exchanges: [], texts: {} });
});

import { expect, test } from 'vitest';
import { buildRecordTable } from '../../../../../src/engine/transforms/text/records/recordTable.ts';

const lines = Array.from({ length: 9 }, (_, i) => `served request ${i} from cache`);

test('repeating lines become rows of one entry, others stay literal', () => {
  const { entries, rows } = buildRecordTable([...lines, 'the end'], undefined);

  expect(entries).toEqual([{ key: 'A', text: ['served request {1} from cache'], uses: 9 }]);
  expect(rows.at(-2)).toMatchObject({ entry: 0, values: ['8'], line: 8 });
  expect(rows.at(-1)).toMatchObject({ entry: undefined, line: 9 });
});

test('a template is not worth its entry for two short lines', () => {
  expect(buildRecordTable(['go 1', 'go 2', 'x'], undefined).entries).toEqual([]);
});

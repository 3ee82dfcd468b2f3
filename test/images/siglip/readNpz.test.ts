import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readNpz } from '../../../src/images/siglip/readNpz.ts';

const read = async (name: string) => readNpz(await readFile(new URL(name, import.meta.url)));
const third = Math.sqrt(1 / 3);

it('reads the arrays that NumPy saved, by their names', async () => {
  const arrays = await read('tinySiglip/text_embeddings.npz');

  expect([...arrays.keys()]).toEqual(['has_text', 'is_document', 'is_complex', 'has_small_details']);
  const { rows, columns, values } = arrays.get('has_small_details') ?? { rows: 0, columns: 0, values: [] };
  expect({ rows, columns }).toEqual({ rows: 2, columns: 3 });
  expect([...values].map(value => value.toFixed(4))).toEqual(
    [-third, third, -third, 0, 0, 0].map(value => value.toFixed(4)),
  );
});

it('reads what was saved packed, and in double precision', async () => {
  const { values } = (await read('packed.npz')).get('has_text') ?? { values: [] };

  expect([...values]).toEqual([1, -1, -1]);
});

it('rejects what is no such file, whole or cut', async () => {
  const whole = await readFile(new URL('tinySiglip/text_embeddings.npz', import.meta.url));

  expect(() => readNpz(Buffer.from('no archive'))).toThrow('not an .npz file');
  for (let end = 0; end < whole.length - 22; end += 7) expect(() => readNpz(whole.subarray(0, end))).toThrow();
});

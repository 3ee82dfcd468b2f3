import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packText, unpackText } from '../../../src/store/sqlite/packedText.ts';

it('gives any text back, half characters included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 200 }), (unit, times) => {
      const text = unit.repeat(times);
      expect(unpackText(packText(text))).toBe(text);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 40) },
  );
  expect(unpackText(packText('\ud800 alone '.repeat(50)))).toBe('\ud800 alone '.repeat(50));
});

it('reads what a Node without zstd wrote', () => {
  expect(unpackText({ codec: 1, data: deflateRawSync('from elsewhere') })).toBe('from elsewhere');
});

it('says to update when it meets a newer way of packing', () => {
  expect(() => unpackText({ codec: 3, data: new Uint8Array() })).toThrow('Update Headroom');
});

it('makes logs much smaller, and nothing larger', () => {
  const log = 'GET /health 200 in 3 ms\n'.repeat(1000);

  expect(packText(log).data.length).toBeLessThan(log.length / 50);
  expect(packText('short').data.length).toBe(5);
});

import { expect, it } from 'vitest';
import { compressOnDemand, type Originals, simulateOnDemand } from '../../../src/process/onDemand/onDemand.ts';

const rows = JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));
const body = Buffer.from(JSON.stringify([{ role: 'tool', content: rows }]));
const request = { body, model: 'gpt-4o', options: {} };

class FakeOriginals implements Originals {
  readonly keepsOriginals = true;
  readonly handleKey = new Uint8Array(32);
  readonly kept = new Map<string, string>();
  readonly isFull: boolean;

  constructor(isFull = false) {
    this.isFull = isFull;
  }

  async commit(...[, , originals]: Parameters<Originals['commit']>): Promise<void> {
    if (this.isFull) throw new Error('the disk is full');
    for (const { handle, text } of originals) this.kept.set(handle, text);
  }
}

it('has kept the original when it hands out the result', async () => {
  const originals = new FakeOriginals();

  const { report } = await compressOnDemand(request, originals);

  expect(report.tokensSaved).toBeGreaterThan(0);
  expect(originals.kept.get(report.receipts[0]?.handle ?? '')).toBe(rows);
});

it('omits nothing when originals cannot be kept', async () => {
  const { report } = await compressOnDemand(request, new FakeOriginals(true));

  expect(report.receipts.map(({ grade }) => grade)).not.toContain('omission');
});

it('protects a window only from results that were answered, unless it is asked for', async () => {
  const asked = { ...request, options: { protect_recent: 4 } };

  expect((await simulateOnDemand(request)).tokensSaved).toBeGreaterThan(0);
  expect((await simulateOnDemand(asked)).tokensSaved).toBe(0);
});

it('refuses options that do not fit', async () => {
  await expect(compressOnDemand({ ...request, options: { protectRecent: -1 } })).rejects.toThrow('protectRecent is -1');
});

import { expect, it } from 'vitest';
import { resultDocument } from '../../../src/process/onDemand/resultDocument.ts';

const report = {
  tokensBefore: 9,
  tokensAfter: 9,
  tokensSaved: 0,
  compressionRatio: 0,
  transformsApplied: [],
  receipts: [],
  cacheSafe: true,
  model: 'm',
  errorBand: 0,
  stablePrefixHash: '',
  warnings: [],
};

it.each([
  ['[ {"n":1.0} ]', '{"messages":[ {"n":1.0} ],"tokensBefore":9,'],
  ['{"n":9007199254740993}', '{"body":{"n":9007199254740993},"tokensBefore":9,'],
  ['{"cut', '{"body":"{\\"cut","tokensBefore":9,'],
])('puts %s in as it is', (text, start) => {
  const document = resultDocument({ body: Buffer.from(text), report });

  expect(document.startsWith(start)).toBe(true);
  expect(JSON.parse(document).cacheSafe).toBe(true);
});

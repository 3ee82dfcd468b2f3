import { expect, it } from 'vitest';
import { compressRequest } from '../../../src/engine/compress.ts';
import { alignedText } from '../../../src/engine/plan/alignPrefix.ts';
import { parseOptions } from '../../../src/shared/options.ts';

function compressed(system: string, change: Readonly<Record<string, unknown>> = {}) {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: 'Current Date: 2024-01-15' },
  ];
  const body = Buffer.from(JSON.stringify(messages));
  return compressRequest({ body, options: parseOptions(change, 'library'), sparesNewest: true }).then(result => ({
    ...result,
    messages: JSON.parse(Buffer.from(result.body).toString()) as readonly { readonly content: string }[],
  }));
}

it('moves the date behind the system text and leaves what people wrote', async () => {
  const { messages } = await compressed('You are helpful. Current Date: 2024-01-15');

  expect(messages.map(({ content }) => content)).toEqual([
    'You are helpful.\n\n[Context: Current Date: 2024-01-15]',
    'Current Date: 2024-01-15',
  ]);
});

it('gives the same hash on two days, aligned or not, and another one for another text', async () => {
  const first = await compressed('You are helpful. Current Date: 2024-01-15');
  const next = await compressed('You are helpful. Current Date: 2024-01-16', { alignPrefix: false });
  const again = await compressed('You are helpful.\n\n[Context: Current Date: 2024-01-17]');
  const other = await compressed('You are kind. Current Date: 2024-01-15');

  expect(next.stablePrefixHash).toBe(first.stablePrefixHash);
  expect(again.stablePrefixHash).toBe(first.stablePrefixHash);
  expect(other.stablePrefixHash).not.toBe(first.stablePrefixHash);
});

it.each([{ alignPrefix: false }, { compressSystemMessages: false }])('changes nothing with %j', async change => {
  const { receipts } = await compressed('You are helpful. Current Date: 2024-01-15', change);

  expect(receipts.every(({ transform }) => transform === 'none')).toBe(true);
});

it.each([
  [
    "Be brief.\nToday's date is Monday, January 15, 2024.\nUse tools.",
    'Be brief.\n\nUse tools.',
    "Today's date is Monday, January 15, 2024",
  ],
  ['- Be brief\n- Current time: 10:32 UTC\n- Stop', '- Be brief\n\n- Stop', 'Current time: 10:32 UTC'],
])('finds the date in %j', (text, stable, date) => {
  expect(alignedText(text)).toBe(`${stable}\n\n[Context: ${date}]`);
});

it.each([
  'Version 2024-01-15 of the manual applies.',
  'Example:\n```\nCurrent Date: 2024-01-15\n```\nEnd',
  'You  are helpful.   \n\n\n\nNo date.',
  'You are helpful.\n\n[Context: Current Date: 2024-01-15]',
])('leaves %j as it is', text => {
  expect(alignedText(text)).toBe(text);
});

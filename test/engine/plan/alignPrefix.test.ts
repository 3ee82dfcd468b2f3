import { describe, expect, it } from 'vitest';
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

describe('system blocks before a breakpoint', () => {
  const mark = { cache_control: { type: 'ephemeral' } };
  const block = (text: string, marked = false) => ({ type: 'text', text, ...(marked && mark) });

  async function systemOf(blocks: readonly object[], change: Readonly<Record<string, unknown>> = {}) {
    const body = Buffer.from(
      JSON.stringify({ model: 'claude-sonnet-4-5', system: blocks, messages: [{ role: 'user', content: 'Go' }] }),
    );
    const options = parseOptions({ protectRecent: 0, ...change }, 'library');
    const result = await compressRequest({ body, options, sparesNewest: true });
    const { system }: { system: unknown } = JSON.parse(Buffer.from(result.body).toString());
    return { ...result, system, given: body };
  }

  it('hand their dates to a block behind the cached ones, and keep their marks', async () => {
    const { system } = await systemOf([
      block('It is a test. Current Date: 2024-01-15'),
      block('You are helpful. Today is 2024-01-15.', true),
      block('Be brief.'),
    ]);

    expect(system).toEqual([
      block('It is a test.'),
      block('You are helpful.', true),
      block('Be brief.'),
      block('[Context: Current Date: 2024-01-15; Today is 2024-01-15]'),
    ]);
  });

  it('are the same bytes up to the breakpoint on every day, with the same hash', async () => {
    const day = (date: string) => systemOf([block(`You are helpful. Current Date: ${date}`, true)]);
    const [first, next] = await Promise.all([day('2024-01-15'), day('2024-01-16')]);
    const again = await systemOf(first.system as readonly object[]);

    const upToMark = (body: Uint8Array): string => Buffer.from(body).toString().split('[Context')[0] ?? '';
    expect(upToMark(first.body)).toBe(upToMark(next.body));
    expect(next.stablePrefixHash).toBe(first.stablePrefixHash);
    expect(again.stablePrefixHash).toBe(first.stablePrefixHash);
    expect(again.body).toEqual(again.given);
  });

  it('that hold nothing but a date, or come behind the breakpoint, keep it', async () => {
    const only = await systemOf([block('Current Date: 2024-01-15', true)]);
    const behind = await systemOf([block('Be brief.', true), block('Be kind. Current Date: 2024-01-15')]);

    expect(only.body).toBe(only.given);
    expect(behind.system).toEqual([block('Be brief.', true), block('Be kind.\n\n[Context: Current Date: 2024-01-15]')]);
  });
});

it('keeps the bytes and the hash of the example that people know', async () => {
  const { body, stablePrefixHash } = await compressed('You are helpful. Current Date: 2024-01-15');

  await expect(`${Buffer.from(body).toString()}\n${stablePrefixHash}\n`).toMatchFileSnapshot(
    '../../golden/alignPrefix/example.txt',
  );
});

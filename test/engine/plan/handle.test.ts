import { describe, expect, it } from 'vitest';
import { handlePattern, makeHandle, unkeptHandle } from '../../../src/engine/plan/handle.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';

const key = new Uint8Array(32).fill(7);

describe('makeHandle', () => {
  it('is short, easy to copy and the same every time', () => {
    const handle = makeHandle(key, 'shop', 'some output');

    expect(handle).toMatch(handlePattern);
    expect(makeHandle(key, 'shop', 'some output')).toBe(handle);
  });

  it('differs by text, by project and by key, so that knowing a text does not give its handle', () => {
    const handles = [
      makeHandle(key, 'shop', 'some output'),
      makeHandle(key, 'shop', 'some output.'),
      makeHandle(key, 'blog', 'some output'),
      makeHandle(new Uint8Array(32).fill(8), 'shop', 'some output'),
    ];

    expect(new Set(handles).size).toBe(4);
  });

  it('keeps project and text apart', () => {
    expect(makeHandle(key, 'a', 'bc')).not.toBe(makeHandle(key, 'ab', 'c'));
  });
});

it.each(['gpt-4o', 'gpt-4', 'claude-sonnet-4-5'])('what stands for a handle weighs as much as one: %s', async model => {
  const counter = await counterFor(model);
  const weigh = (handle: string): number => counter.count(`[headroom: 412 lines omitted; get: ${handle}]`);
  const handles = Array.from({ length: 300 }, (_, n) => weigh(makeHandle(key, 'shop', String(n))));
  const mean = handles.reduce((sum, tokens) => sum + tokens, 0) / handles.length;

  expect(unkeptHandle).toMatch(handlePattern);
  expect(Math.abs(weigh(unkeptHandle) - mean)).toBeLessThan(0.75);
});

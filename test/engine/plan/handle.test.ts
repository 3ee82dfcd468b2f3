import { describe, expect, it } from 'vitest';
import { handlePattern, makeHandle } from '../../../src/engine/plan/handle.ts';

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

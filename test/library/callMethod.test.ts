import { expect, it } from 'vitest';
import { callMethod } from '../../src/library/callMethod.ts';

class Counter {
  #count = 5;
  readonly inner = { add: (more: number) => this.#count + more };
  count(): number {
    return this.#count;
  }
}

it('calls methods with their own this', () => {
  expect(callMethod('The counter', new Counter(), { path: ['count'], args: [] })).toBe(5);
  expect(callMethod('The counter', new Counter(), { path: ['inner', 'add'], args: [2] })).toBe(7);
});

it('names what is missing', () => {
  expect(() => callMethod('The counter', new Counter(), { path: ['chat', 'create'], args: [] })).toThrow(
    'The counter has no chat.create.',
  );
});

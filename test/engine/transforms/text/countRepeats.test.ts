import { expect, test } from 'vitest';
import { countRepeats } from '../../../../src/engine/transforms/text/countRepeats.ts';
import { applyTo } from './textContext.ts';

test('a run of equal lines is written once with its length', () => {
  const replacement = applyTo(countRepeats, 'start\nwaiting\nwaiting\nwaiting\nwaiting\nwaiting\ndone');

  expect(replacement?.output).toBe('start\nwaiting\n[headroom: the line above stands 5 times]\ndone');
});

test('short runs stay as they are', () => {
  expect(applyTo(countRepeats, 'a\na\na\nb')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { readStamp } from '../../../../../src/engine/transforms/text/records/timestamps.ts';

test.each([
  ['2025-06-24 14:36:25 up', '2025-06-24 14:36:25'],
  ['[2025-06-24T14:36:25.123Z] up', '[2025-06-24T14:36:25.123Z]'],
  ['2025-06-24T14:36:25,5+02:00 up', '2025-06-24T14:36:25,5+02:00'],
  ['[Sun Dec 04 04:47:44 2005] up', '[Sun Dec 04 04:47:44 2005]'],
  ['Nov  3 10:27:47 web-1 up', 'Nov  3 10:27:47'],
  ['2025/06/24 14:36:25 up', '2025/06/24 14:36:25'],
  ['081109 203615 148 INFO', '081109 203615'],
  ['[14:36:25] up', '[14:36:25]'],
])('%s', (line, stamp) => {
  expect(readStamp(line)?.text).toBe(stamp);
});

test('a stamp knows where its day, hour, minute and seconds end', () => {
  expect(readStamp('[Sun Dec 04 04:47:44 2005] up')).toMatchObject({
    dayEnd: 12,
    hourEnd: 15,
    minuteEnd: 18,
    tailEnd: 20,
  });
});

test.each(['version 1.2.3', '12:5 x', 'Note: 10:20:30', ''])('no stamp: %s', line => {
  expect(readStamp(line)).toBeUndefined();
});

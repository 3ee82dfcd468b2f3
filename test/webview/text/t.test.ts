import { expect, test } from 'vitest';
import { around, count, t } from '../../../webview/text/t.ts';

test('values fill their places, as text or as anything else', () => {
  expect(t('path.request', { n: 35 })).toBe('Request 35');
  expect(around('timeline.readout', { n: { bold: 35 } })).toEqual(['Request ', { bold: 35 }]);
});

test('a count chooses its form', () => {
  expect([count('requests', 1), count('requests', 48)]).toEqual(['1 request', '48 requests']);
});

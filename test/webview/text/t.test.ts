import { afterEach, describe, expect, test } from 'vitest';
import { english, type MessageKey } from '../../../webview/text/english.ts';
import { german } from '../../../webview/text/german.ts';
import { around, count, speak, t } from '../../../webview/text/t.ts';

test('values fill their places, as text or as anything else', () => {
  expect(t('path.request', { n: 35 })).toBe('Request 35');
  expect(around('timeline.readout', { n: { bold: 35 } })).toEqual(['Request ', { bold: 35 }]);
});

test('a count chooses its form', () => {
  expect([count('requests', 1), count('requests', 48)]).toEqual(['1 request', '48 requests']);
});

describe('German', () => {
  afterEach(() => speak('en'));

  test('every text has its German, with the same values in it', () => {
    const values = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
    const keys = Object.keys(english) as MessageKey[];

    expect(keys.filter(key => german[key] === undefined)).toEqual([]);
    for (const key of keys) expect([key, values(german[key] ?? '')]).toEqual([key, values(english[key])]);
    expect(Object.keys(german).filter(key => !(key in english))).toEqual([]);
  });

  test('is spoken in all its countries, and English where there is no table', () => {
    speak('de-AT');
    expect([t('path.request', { n: 35 }), count('requests', 1), count('requests', 2)]).toEqual([
      'Anfrage 35',
      '1 Anfrage',
      '2 Anfragen',
    ]);
    speak('pt-br');
    expect(t('path.request', { n: 35 })).toBe('Request 35');
    speak('constructor');
    expect(t('path.request', { n: 35 })).toBe('Request 35');
  });
});

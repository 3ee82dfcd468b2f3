import { expect, test } from 'vitest';
import { createBrowserHost } from '../../../webview/host/browserHost.ts';
import { firstArrangement } from '../../../webview/state/arrangement.ts';

/** As much of a page as the host needs to keep something, with room for so many characters. */
function pageWith(room: number): Window {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > room) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
  return { sessionStorage, location: { hash: '' } } as unknown as Window;
}

test('a large text in Simulate costs the arrangement that text, and nothing else', () => {
  const host = createBrowserHost(pageWith(5000));
  const simulation = { ...firstArrangement.simulation, text: 'x'.repeat(6000), model: 'gpt-5' };

  host.save({ ...firstArrangement, lens: 'simulate', simulation });

  expect(host.restore()).toMatchObject({ lens: 'simulate', simulation: { text: '', model: 'gpt-5' } });
});

test('what fits is kept as it is', () => {
  const host = createBrowserHost(pageWith(5000));
  const simulation = { ...firstArrangement.simulation, text: 'fits' };

  host.save({ ...firstArrangement, simulation });

  expect(host.restore()).toMatchObject({ simulation: { text: 'fits' } });
});

import type { Browser } from 'playwright-core';

/**
 * Milliseconds from the start of a new tab's navigation, by the tab's own clock, until the first element that fits is in a
 * frame on its way to the screen.
 */
export async function openingMs(browser: Browser, url: string, selector: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.addInitScript(noteShown, selector);
    await page.goto(url, { waitUntil: 'commit' });
    return await page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown);
  } finally {
    await page.close();
  }
}

/** Runs in the tab. A message that is sent before a frame is drawn is heard after it. */
function noteShown(selector: string): void {
  const shown = new Promise<number>(resolve => {
    const look = (): void => {
      if (document.querySelector(selector) === null) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage('');
      });
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
    look();
  });
  Object.assign(globalThis, { shown });
}

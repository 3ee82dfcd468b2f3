import sharp from 'sharp';
import { findChromium, launchBrowser } from '../../test/webview/browser.ts';
import type { Page } from './pages.ts';
import { type DrawnWord, textInRows, wordsOnPage } from './textInRows.ts';

/** A picture and what is written on it. */
export interface WrittenPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly text: string;
}

/** Draws the pages with the browser of this machine; nothing, when there is none. */
export async function drawPages(pages: readonly Page[]): Promise<readonly WrittenPicture[]> {
  const chromium = findChromium();
  if (chromium === undefined) return [];
  const browser = await launchBrowser(chromium);
  try {
    const drawn: WrittenPicture[] = [];
    for (const page of pages) {
      const { width, height, scale = 1 } = page;
      const tab = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
      await tab.setContent(page.html);
      const text = textInRows(await tab.evaluate<readonly DrawnWord[]>(wordsOnPage));
      const bytes = await tab.screenshot();
      await tab.close();
      drawn.push({ name: page.name, text, ...(await spoiled(bytes, page.spoil)) });
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

async function spoiled(png: Buffer, spoil: Page['spoil']): Promise<Pick<WrittenPicture, 'bytes' | 'mediaType'>> {
  const jpeg = (bytes: Buffer) => ({ bytes, mediaType: 'image/jpeg' });
  switch (spoil) {
    case undefined:
      return { bytes: png, mediaType: 'image/png' };
    case 'jpeg':
      return jpeg(await sharp(png).jpeg({ quality: 60 }).toBuffer());
    case 'shrink': {
      const { width } = await sharp(png).metadata();
      return {
        bytes: await sharp(png)
          .resize(Math.round(width * 0.7))
          .png()
          .toBuffer(),
        mediaType: 'image/png',
      };
    }
    case 'tilt':
      return jpeg(await sharp(png).rotate(4, { background: '#667' }).blur(0.8).jpeg({ quality: 75 }).toBuffer());
    case 'noise':
      return jpeg(
        await sharp(await noisy(png))
          .jpeg({ quality: 70 })
          .toBuffer(),
      );
  }
}

/** The same noise every time. */
async function noisy(png: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(png).removeAlpha().blur(0.7).raw().toBuffer({ resolveWithObject: true });
  let state = 12345;
  for (let i = 0; i < data.length; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    data[i] = Math.max(0, Math.min(255, (data[i] ?? 0) + (state / 2 ** 31 - 0.5) * 60));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png()
    .toBuffer();
}

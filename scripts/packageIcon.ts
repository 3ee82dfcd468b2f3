/** Draws media/icon.png from media/icon.svg with the Chromium that is there. Run it after changing the drawing. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const size = 256;
const drawing = readFileSync(new URL('../media/icon.svg', import.meta.url), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<body style="margin:0"><style>svg{display:block;width:${size}px}</style>${drawing}</body>`);
await page.screenshot({
  path: fileURLToPath(new URL('../media/icon.png', import.meta.url)),
  omitBackground: true,
});
await browser.close();

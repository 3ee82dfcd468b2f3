import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** A Chromium that is already on this machine; undefined where there is none (set CHROMIUM to name one). */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...places].find(place => place !== undefined && existsSync(place));
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

import type { PictureRecord } from '../../src/shared/records.ts';

/** What became of the screenshot in the fixture's conversation. */
export const smallerPicture: PictureRecord = {
  technique: 'full_low',
  confidence: 0.97,
  size: { width: 2560, height: 1600 },
  shownAs: 'picture',
  sizeAfter: { width: 1280, height: 800 },
};

/** The screenshot as it was sent and as it went out: the same page of a CI run, drawn in two sizes. */
export function pictureTexts(): { readonly before: string; readonly after: string } {
  return { before: dataUrl(2560), after: dataUrl(1280) };
}

function dataUrl(width: number): string {
  return `data:image/svg+xml;base64,${Buffer.from(ciRun(width)).toString('base64')}`;
}

const jobs = [
  ['Install', 'passed', 8],
  ['Types', 'passed', 21],
  ['Lint', 'passed', 6],
  ['Unit tests', 'failed', 42],
  ['Build', 'skipped', 0],
  ['Package', 'skipped', 0],
] as const;
const colours = { passed: '#2da44e', failed: '#cf222e', skipped: '#8c959f' } as const;

function ciRun(width: number): string {
  const rows = jobs.map(
    ([name, state, seconds], index) =>
      `<g transform="translate(0 ${index * 70})"><circle cx="28" cy="26" r="10" fill="${colours[state]}"/>` +
      `<text x="56" y="33" font-size="20">${name}</text>` +
      `<rect x="260" y="16" width="${seconds * 9 + 4}" height="20" rx="3" fill="${colours[state]}" opacity=".5"/>` +
      `<text x="760" y="33" font-size="16" fill="#57606a" text-anchor="end">${state === 'skipped' ? '–' : `${seconds} s`}</text></g>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${(width * 5) / 8}" viewBox="0 0 1280 800" font-family="sans-serif">` +
    '<rect width="1280" height="800" fill="#f6f8fa"/><rect width="1280" height="64" fill="#24292f"/>' +
    '<text x="32" y="40" font-size="20" fill="#fff">ada / billing-api</text>' +
    '<text x="32" y="116" font-size="28" font-weight="600">Round each line before the sum</text>' +
    '<text x="32" y="150" font-size="18" fill="#57606a">build-and-test #412 · failed 4 minutes ago · main</text>' +
    `<g transform="translate(32 190)"><rect width="800" height="440" rx="8" fill="#fff" stroke="#d0d7de"/><g transform="translate(0 14)">${rows.join('')}</g></g>` +
    '<rect x="864" y="190" width="384" height="440" rx="8" fill="#24292f"/>' +
    '<g font-family="monospace" font-size="15" fill="#e6edf3">' +
    '<text x="884" y="228">FAIL invoice.test.ts</text><text x="884" y="256">  ● totals › rounds each line</text>' +
    '<text x="884" y="298" fill="#7ee787">    Expected: 118.99</text><text x="884" y="322" fill="#ff7b72">    Received: 119</text>' +
    '<text x="884" y="364">Tests: 1 failed, 174 passed</text></g></svg>'
  );
}

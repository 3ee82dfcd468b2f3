import { expect, it } from 'vitest';
import { countDocument, pagesOf } from '../../../src/engine/analysis/documentCount.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

const words = (text: string): number => text.split(/\s+/).length;

/** A PDF as simple writers make it. */
function pdf(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, n) => `${n + 3} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n`);
  const tree = `2 0 obj\n<< /Type /Pages /Kids [${kids.map((_, n) => `${n + 3} 0 R`).join(' ')}] /Count ${pages} >>\nendobj\n`;
  return Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n${tree}${kids.join('')}%%EOF`);
}

const anthropic = (bytes: Buffer, media_type = 'application/pdf'): string =>
  JSON.stringify({ type: 'document', source: { type: 'base64', media_type, data: bytes.toString('base64') } });

it.each([
  // What was billed in October 2026 for pages of prose: 2,115 and 20,979 on Haiku 4.5, 23,236 on Opus 5.5, 561 and 5,601 on Gemini 3.
  ['claude-haiku-4-5', 1, 2115],
  ['claude-haiku-4-5', 10, 20_979],
  ['claude-opus-5', 10, 23_236],
  ['gemini-3-pro', 1, 561],
  ['gemini-3-pro', 10, 5601],
])('a PDF costs %s about what was billed, for %i pages', (model, pages, billed) => {
  const counted = countDocument(anthropic(pdf(pages)), resolveModel(model), words);

  expect(counted / billed).toBeGreaterThan(0.97);
  expect(counted / billed).toBeLessThan(1.03);
});

it('reads the forms of OpenAI and Gemini', () => {
  const data = pdf(4).toString('base64');
  const chat = { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${data}` } };
  const responses = { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${data}` };
  const gemini = { inlineData: { mimeType: 'application/pdf', data } };
  const gpt = resolveModel('gpt-4o');

  // Four times a picture of a page (1,105) and its text.
  expect(countDocument(JSON.stringify(chat), gpt, words)).toBe(4 * (1105 + 460));
  expect(countDocument(JSON.stringify(responses), gpt, words)).toBe(4 * (1105 + 460));
  expect(countDocument(JSON.stringify(gemini), resolveModel('gemini-2.5-pro'), words)).toBe(4 * 258);
});

it('counts an encoded text file as the text that it is', () => {
  const text = 'one two three '.repeat(100).trim();

  expect(countDocument(anthropic(Buffer.from(text), 'text/plain'), resolveModel('gpt-4o'), words)).toBe(300);
});

it('presumes pages for what is only named, and guesses them by size for what is packed', () => {
  const model = resolveModel('gemini-2.5-pro');
  const named = JSON.stringify({ type: 'document', source: { type: 'url', url: 'https://example.test/a.pdf' } });
  const packed = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 0xa5)]);

  expect(countDocument(named, model, words)).toBe(5 * 258);
  expect(countDocument(anthropic(packed), model, words)).toBe(5 * 258);
});

it('never counts the encoding itself', () => {
  const bytes = Buffer.alloc(3_000_000, 0x5a);

  expect(countDocument(anthropic(bytes), resolveModel('claude-sonnet-4-6'), words)).toBeLessThan(100_000);
});

it('finds the number of pages in a tree, in the head of a linearised file, or by its pages', () => {
  expect(pagesOf(pdf(12))).toBe(12);
  expect(pagesOf(Buffer.from('%PDF-1.5\n1 0 obj << /Linearized 1 /L 9 /N 37 /T 5 >>'))).toBe(37);
  expect(pagesOf(Buffer.from('%PDF-1.5\n<< /Count 3 /Kids [] /Type /Pages >>'))).toBe(3);
  expect(pagesOf(Buffer.from('%PDF-1.5\n<</Type/Page/A 1>> <</Type/Page>>'))).toBe(2);
  expect(pagesOf(Buffer.from('no document'))).toBeUndefined();
});

import { expect, it } from 'vitest';
import { titleOf } from '../../../src/engine/analysis/titleOf.ts';
import { indexOf } from './analysisLab.ts';

function title(...messages: readonly unknown[]): string {
  const body = Buffer.from(JSON.stringify({ messages }));
  return titleOf(body, indexOf(body));
}

const said = (content: unknown) => ({ role: 'user', content });

it('takes the newest prompt of a person', () => {
  expect(title(said('First?'), { role: 'assistant', content: 'Yes.' }, said('Second\n  question?'))).toBe(
    'Second question?',
  );
});

it('passes over notes that the client wrapped into tags', () => {
  const noted = [
    { type: 'text', text: 'Fix it.' },
    { type: 'text', text: '<system-reminder>Be brief.</system-reminder>' },
  ];

  expect(title(said(noted))).toBe('Fix it.');
});

it('says so when nobody asked anything', () => {
  expect(title(said('<ide_opened_file>a.ts</ide_opened_file>'))).toBe('Untitled');
});

it('quotes no secret', () => {
  const token = ['ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');

  expect(title(said(`Push with ${token}\nplease`))).toBe('Push with [redacted: GitHub token] please');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { l10n, speakAs } from '../../src/extension/l10n.ts';
import { kindNames } from '../../src/extension/native/contextNodes.ts';
import { commandTitles } from '../../src/shared/commandIds.ts';
import { consentText } from '../../src/shared/consentText.ts';
import { modeSummaries } from '../../src/shared/modes.ts';
import { fill } from '../../src/shared/sentences/say.ts';
import { wasteTitles } from '../../src/shared/wasteCategories.ts';

const german: Readonly<Record<string, string>> = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8'));
const sources = readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => ({ name, text: readFileSync(join('src/extension', name), 'utf8') }));

describe('the language of the editor', () => {
  afterEach(() => speakAs('en', (message, values) => fill(message, values, text => text)));

  test('is English until it is known, and what the editor says afterwards', () => {
    expect(l10n.t('{n} tools', { n: 3 })).toBe('3 tools');

    speakAs('de', (message, values) => fill(german[message] ?? message, values, text => text));

    expect(l10n.t('{n} tools', { n: 3 })).toBe('3 Werkzeuge');
    expect(l10n.tell('no gain')).toBe('kein Gewinn');
  });
});

/** Messages in the source, and the tables that are shown by their values. */
function messages(): readonly string[] {
  const literals = sources.flatMap(({ text }) =>
    [...text.matchAll(/l10n\.(?:t|later)\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, message = '']) => message),
  );
  const tables = [commandTitles, modeSummaries, wasteTitles, kindNames].flatMap(table => Object.values(table));
  return [...new Set([...literals, ...tables, consentText])].toSorted();
}

test('every message has its German, and no German is without a message', () => {
  expect(Object.keys(german).toSorted()).toEqual(messages());
});

test('every German message has the values of its English, and none is empty', () => {
  const names = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

  for (const [message, translation] of Object.entries(german)) {
    expect(translation.trim()).not.toBe('');
    expect([message, names(translation)]).toEqual([message, names(message)]);
  }
});

/** Where VS Code, or our words for it, shows a text that was written on the spot. Names of products need no translation. */
const shown =
  /(?:\b(?:inform|warn|confirm|choose(?:<\w+>)?|show(?:Information|Warning|Error)Message|showQuickPick)\(\s*|\b(?:label|detail|description|title|tooltip|placeHolder|message|told|button|remedy): ?)(['"`])((?:(?!\1).)*)\1/g;
const names =
  /^(?:Headroom|Headroom Doctor|Codex|Gemini CLI|Copilot CLI|Messages API|Responses API|Context MRI|GitHub Copilot: |[^a-z]*)$/;

test('nothing that people read is written where it is shown without going through l10n', () => {
  const untranslated = sources.flatMap(({ name, text }) =>
    [...text.matchAll(shown)]
      .map(([, , words = '']) => words.replace(/\$\{[^}]*\}|\$\([\w~-]+\)/g, ''))
      .filter(words => /[a-z]{2}/.test(words) && !names.test(words))
      .map(words => `${name}: ${words}`),
  );

  expect(untranslated).toEqual([]);
});

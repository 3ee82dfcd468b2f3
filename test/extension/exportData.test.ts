import { expect, test } from 'vitest';
import { exportData } from '../../src/extension/exportData.ts';
import type { Services } from '../../src/extension/services.ts';
import { makeReport } from '../../src/shared/report.ts';
import { FakeEditor } from './fakeEditor.ts';
import { FakeSession } from './fakeSession.ts';

function open(choice: string) {
  const session = new FakeSession();
  const editor = new FakeEditor();
  editor.choices = [choice];
  session.answers.report = makeReport({ title: 'All', madeAt: Date.UTC(2026, 10, 21), exchanges: [], details: [] });
  session.answers.exchanges = { exchanges: [] };
  session.answers.exportConversation = { name: 'one.json', text: '{}' };
  return { session, editor, services: { session, editor } as unknown as Services };
}

test.each([
  ['Report', /^save headroom-2026-11-21-all\.html/],
  ['Figures of the report', /^save headroom-2026-11-21-all\.json/],
  ['Every request', /^save headroom-requests\.csv/],
])('%s is saved where the person says', async (choice, saved) => {
  const { editor, services } = open(choice);

  await exportData(services);

  expect(editor.log).toEqual([expect.stringMatching(saved)]);
});

test('one conversation is the newest, and nothing recorded says what to do', async () => {
  const { session, editor, services } = open('The newest conversation, redacted');

  await expect(exportData(services)).rejects.toThrow('Let an agent work');
  editor.choices = ['The newest conversation, redacted'];
  session.answers.exchanges = { exchanges: [{ conversation: 'c1' }] };
  await exportData(services);

  expect(editor.log).toEqual([expect.stringMatching(/^save one\.json/)]);
});

test('a dismissed question saves nothing', async () => {
  const { editor, services } = open('nothing of these');

  await exportData(services);

  expect(editor.log).toEqual([]);
});

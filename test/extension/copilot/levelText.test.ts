import { expect, test } from 'vitest';
import { isUnderstood } from '../../../src/extension/copilot/levelText.ts';

test('what a level sees, what not and its limits are said before anything is changed', async () => {
  const asked: string[] = [];
  const editor = {
    confirm: async (message: string, detail: string) => {
      asked.push(message, detail);
      return false;
    },
  };

  const agreed = await isUnderstood(editor, {
    ...{ name: 'Watch', summary: '', sees: 'tokens.', seesNot: 'prompts.', limits: 'A reload.' },
  });

  expect(agreed).toBe(false);
  expect(asked).toEqual(['GitHub Copilot: Watch', 'Headroom sees tokens.\n\nIt does not see prompts.\n\nA reload.']);
});

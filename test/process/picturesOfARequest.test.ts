import { afterAll, expect, it } from 'vitest';
import { openModels } from '../../src/process/judging/openModels.ts';
import { PictureJudge } from '../../src/process/judging/pictureJudge.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { RequestEditor } from '../../src/proxy/requestEditor.ts';
import { defaultOptions } from '../../src/shared/options.ts';
import { photo } from '../images/pictures.ts';
import { FakeBook, FakeJudge } from '../proxy/proxyLab.ts';

const files = programFiles(new URL('../../src/process/main.ts', import.meta.url).href);
const options = defaultOptions('proxy');
const models = openModels({ files, options });
afterAll(() => models.close());

const editor = new RequestEditor({
  book: new FakeBook(),
  judge: new FakeJudge(),
  handleKey: () => new Uint8Array(32),
  deadlineMs: 500,
  canRetrieve: () => true,
  pictures: { judge: new PictureJudge(models), deadlineMs: 60_000 },
});

const shot = (id: string, data: string) => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'screenshot', input: {} }] },
  {
    role: 'user',
    content: [
      {
        type: 'tool_result',
        tool_use_id: id,
        content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }],
      },
    ],
  },
];

it('a screenshot that looks like an earlier one becomes a reference, to the byte in every later turn', {
  timeout: 120_000,
}, async () => {
  const data = (await photo(800, 600)).toString('base64');
  const asked = { role: 'user', content: 'Fix the layout of the settings page and check it in the browser' };
  const turn = (messages: readonly object[]) =>
    editor.edit({
      body: Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', messages })),
      format: 'anthropic',
      project: 'p',
      options,
      mayJudge: true,
    });
  const reference =
    /\[headroom: this picture of 800×600 pixels looks exactly like the one right before it; get: \w{10}\]/;

  await turn([asked, ...shot('a', data)]);
  const second = await turn([asked, ...shot('a', data), ...shot('b', data)]);
  const third = await turn([asked, ...shot('a', data), ...shot('b', data), { role: 'assistant', content: 'Done.' }]);

  const text = Buffer.from(second.body).toString('utf8');
  expect(text).toMatch(reference);
  expect(text.split(data)).toHaveLength(2);
  expect(Buffer.from(third.body).toString('utf8')).toContain(reference.exec(text)?.[0] ?? 'none');
});

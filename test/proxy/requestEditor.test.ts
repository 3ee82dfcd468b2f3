import { expect, it } from 'vitest';
import { RequestEditor } from '../../src/proxy/requestEditor.ts';
import { defaultOptions } from '../../src/shared/options.ts';
import { FakeBook, FakeJudge, toolLoop } from './proxyLab.ts';

function setUp(canRetrieve = true) {
  const book = new FakeBook();
  const judge = new FakeJudge();
  const editor = new RequestEditor({
    book,
    judge,
    handleKey: () => new Uint8Array(32),
    deadlineMs: 500,
    canRetrieve: () => canRetrieve,
  });
  return { book, judge, editor };
}

const request = {
  format: 'anthropic',
  project: 'p',
  options: defaultOptions('proxy'),
  mayJudge: true,
} as const;

it('gives back the very same bytes when nothing is replaced', async () => {
  const { editor } = setUp();
  const body = Buffer.from('{"messages":[{"role":"user","content":"hi"}]}');

  const edited = await editor.edit({ ...request, body });

  expect(edited.body).toBe(body);
  expect(edited.settled).toEqual([]);
});

it('names what was born and what was replayed', async () => {
  const { editor } = setUp();
  const body = Buffer.from(toolLoop('r'.repeat(300)));

  const born = await editor.edit({ ...request, body });
  const replayed = await editor.edit({ ...request, body });

  expect([born, replayed].map(({ settled }) => settled.map(({ position, fresh }) => [position, fresh]))).toEqual([
    [[2, true]],
    [[2, false]],
  ]);
  expect(Buffer.compare(born.body, replayed.body)).toBe(0);
});

it('keeps the decisions of projects apart', async () => {
  const { editor, judge } = setUp();
  const body = Buffer.from(toolLoop('r'.repeat(300)));

  await editor.edit({ ...request, body });
  const other = await editor.edit({ ...request, body, project: 'q', mayJudge: false });

  expect(judge.calls).toBe(1);
  expect(other.body).toBe(body);
  expect([editor.replaysIn('p'), editor.replaysIn('q')]).toEqual([true, false]);
});

it('turns a failure of its own into the original bytes and a fault', async () => {
  const { editor, book } = setUp();
  book.find = () => {
    throw new Error('mirror broken');
  };
  const body = Buffer.from(toolLoop('r'.repeat(300)));

  const edited = await editor.edit({ ...request, body });

  expect(edited.body).toBe(body);
  expect(edited.fault).toBe('editing failed: mirror broken');
});

it('judges nothing new in a conversation that it was told to distrust', async () => {
  const { editor, judge } = setUp();
  const body = Buffer.from(toolLoop('r'.repeat(300)));

  editor.distrust(body, 'anthropic', 'an edit of ours broke the cache');
  const edited = await editor.edit({ ...request, body });

  expect(edited.body).toBe(body);
  expect(edited.fault).toBe('judging is paused in this conversation: an edit of ours broke the cache');
  expect(judge.calls).toBe(0);
});

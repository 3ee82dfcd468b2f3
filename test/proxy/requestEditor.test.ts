import { describe, expect, it } from 'vitest';
import { RequestEditor } from '../../src/proxy/requestEditor.ts';
import { defaultOptions } from '../../src/shared/options.ts';
import { FakeBook, FakeJudge, toolLoop } from './proxyLab.ts';

function setUp(canRetrieve = true, now?: () => number) {
  const book = new FakeBook();
  const judge = new FakeJudge();
  const editor = new RequestEditor({
    book,
    judge,
    handleKey: () => new Uint8Array(32),
    deadlineMs: 500,
    canRetrieve: () => canRetrieve,
    ...(now !== undefined && { now }),
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

describe('a conversation that was sent unjudged', () => {
  const day = 86_400_000;

  function conversation(more: readonly string[] = []) {
    const said = more.map((content, i) => ({ role: i % 2 === 0 ? 'assistant' : 'user', content }));
    const loop: { messages: object[] } = JSON.parse(toolLoop('r'.repeat(300)));
    return Buffer.from(JSON.stringify({ ...loop, messages: [...loop.messages, ...said] }));
  }

  const later = conversation(['done', 'thanks']);

  function atTime() {
    let now = day;
    const lab = setUp(true, () => now);
    return { ...lab, wait: (ms: number) => (now += ms) };
  }

  it('is judged once nothing of it can be cached, and replayed while it is warm', async () => {
    const { editor, judge, wait } = atTime();
    wait(day);
    await editor.edit({ ...request, body: later, mayJudge: false });
    wait(60_000);

    const warm = await editor.edit({ ...request, body: later });
    wait(day);
    const cold = await editor.edit({ ...request, body: later });
    wait(60_000);
    const again = await editor.edit({
      ...request,
      body: conversation(['done', 'thanks', 'bye', 'bye']),
      mayJudge: false,
    });

    expect(warm.body).toBe(later);
    expect(cold.settled).toMatchObject([{ position: 2, fresh: true }]);
    expect(again.settled).toMatchObject([{ position: 2, fresh: false }]);
    expect(judge.calls).toBe(1);
  });

  it('is left alone while requests that nobody read, or an exchange that has just ended, may keep it warm', async () => {
    const { editor, judge, wait } = atTime();
    wait(day);
    const edited = await editor.edit({ ...request, body: later, mayJudge: false });
    wait(day);
    editor.finished(edited);
    wait(60_000);
    await editor.edit({ ...request, body: later });
    wait(day);
    editor.missed();
    await editor.edit({ ...request, body: later });

    expect(judge.calls).toBe(0);
  });

  it('is never taken for cold where others may send it unseen', async () => {
    const { editor, judge } = setUp();

    await editor.edit({ ...request, body: later });

    expect(judge.calls).toBe(0);
  });

  it('is no fault when it is judged too late', async () => {
    const { editor, judge, wait } = atTime();
    judge.failing = true;
    wait(day);

    const edited = await editor.edit({ ...request, body: later });

    expect(edited.fault).toBeUndefined();
    expect(edited.body).toBe(later);
  });
});

describe('a hold-out', () => {
  const all = { ...request, options: { ...request.options, holdOutShare: 1 } };
  const body = Buffer.from(toolLoop('r'.repeat(300)));

  it('leaves its conversations untouched and says which group they are in', async () => {
    const { editor, judge } = setUp();

    const edited = await editor.edit({ ...all, body });

    expect(edited.body).toBe(body);
    expect(edited.holdOut?.group).toBe('untouched');
    expect(judge.calls).toBe(0);
  });

  it('goes on replaying what was decided before, and does not count that conversation', async () => {
    const { editor } = setUp();
    const before = await editor.edit({ ...request, body });

    const edited = await editor.edit({ ...all, body });

    expect(Buffer.compare(edited.body, before.body)).toBe(0);
    expect(edited.holdOut).toBeUndefined();
  });
});

describe('pictures', () => {
  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
  const asked = { role: 'user', content: [picture, { type: 'text', text: 'what is this?' }] };
  const first = Buffer.from(JSON.stringify({ model: 'm', messages: [asked] }));
  const second = Buffer.from(
    JSON.stringify({
      model: 'm',
      messages: [asked, { role: 'assistant', content: 'a cat' }, { role: 'user', content: 'really?' }],
    }),
  );
  const outcome = {
    kind: 'replace',
    transform: 'image_full_low',
    grade: 'omission',
    output: 'data:image/jpeg;base64,BBBB',
    reason: 'r',
    handle: 'h',
    picture: { technique: 'full_low', confidence: 0.9, form: 'picture', note: 'smaller' },
  } as const;

  /** Judgements come when `ready` has. */
  function setUpPictures({ canRetrieve = true, deadlineMs = 500, ready = Promise.resolve() } = {}) {
    const book = new FakeBook();
    const births: string[] = [];
    const told = { expected: 0 };
    const editor = new RequestEditor({
      book,
      judge: new FakeJudge(),
      handleKey: () => new Uint8Array(32),
      deadlineMs: 500,
      canRetrieve: () => canRetrieve,
      pictures: {
        deadlineMs,
        expect: () => {
          told.expected++;
        },
        judge: {
          judge: async asked => {
            births.push(...asked.map(({ subject }) => subject.question ?? ''));
            await ready;
            return asked.map(({ identity, subject }) => {
              const decision = { identity, outcome, tokensBefore: 100, tokensAfter: 10 };
              return { decision, original: { handle: 'h', text: subject.text } };
            });
          },
        },
      },
    });
    return { editor, births, told };
  }

  it('are judged once, with the question beside them, and replayed to the byte', async () => {
    const { editor, births } = setUpPictures();

    const born = await editor.edit({ ...request, body: first });
    const replayed = await editor.edit({ ...request, body: second });

    expect(births).toEqual(['what is this?']);
    const content =
      '[{"type":"text","text":"smaller"},{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"BBBB"}}';
    expect(Buffer.from(born.body).toString('utf8')).toContain(content);
    expect(Buffer.from(replayed.body).toString('utf8')).toContain(content);
  });

  it('are left alone where imageOptimize is off', async () => {
    const { editor, births } = setUpPictures();

    const edited = await editor.edit({
      ...request,
      options: { ...request.options, imageOptimize: false },
      body: first,
    });

    expect(edited.body).toBe(first);
    expect(births).toEqual([]);
  });

  it('stay as they were sent when the judgement comes too late', async () => {
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    const { editor } = setUpPictures({ deadlineMs: 1, ready });

    const sent = await editor.edit({ ...request, body: first });
    resolve();
    const later = await editor.edit({ ...request, body: second });

    expect(sent.body).toBe(first);
    expect(sent.fault).toBe('judging took too long');
    expect(later.body).toBe(second);
  });

  it('are made ready for when a request is read, and again when its answer has come', async () => {
    const { editor, told } = setUpPictures();

    const edited = await editor.edit({ ...request, body: second });
    const whileRead = told.expected;
    editor.finished(edited);

    expect(whileRead).toBe(1);
    expect(told.expected).toBe(2);
  });

  it('are not made ready for where none would be judged', async () => {
    const body = Buffer.from(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Fix the tests' }] }));
    const able = setUpPictures();
    const unable = setUpPictures({ canRetrieve: false });

    able.editor.finished(await able.editor.edit({ ...request, body }));
    await able.editor.edit({ ...request, body: first, mayJudge: false });
    await able.editor.edit({ ...request, body: first, options: { ...request.options, imageOptimize: false } });
    await unable.editor.edit({ ...request, body: first });

    expect([able.told.expected, unable.told.expected]).toEqual([0, 0]);
  });
});

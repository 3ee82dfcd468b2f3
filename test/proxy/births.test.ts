import { expect, it } from 'vitest';
import type { Birth } from '../../src/engine/plan/birth.ts';
import { Births } from '../../src/proxy/births.ts';
import { defaultOptions } from '../../src/shared/options.ts';
import { FakeBook, FakeJudge } from './proxyLab.ts';

const context = { model: 'm', options: defaultOptions('proxy'), canRetrieve: true };

function birth(identity: string): Birth {
  return { identity, subject: { text: `text of ${identity}`, kind: 'toolResult' }, handle: `handle-${identity}` };
}

function setUp() {
  const judge = new FakeJudge();
  const book = new FakeBook();
  return { judge, book, births: new Births(judge, book) };
}

it('the first deadline counts for everybody who waits for the same block', async () => {
  const { judge, births } = setUp();
  judge.delayMs = 100;

  const first = births.decide('p', [birth('a')], context, 60);
  await new Promise(resolve => setTimeout(resolve, 30));
  const second = births.decide('p', [birth('a')], context, 1000);
  const [[one], [other]] = await Promise.all([first, second]);

  expect([one?.decision.outcome.kind, other?.decision.outcome.kind]).toEqual(['leave', 'leave']);
  expect(judge.calls).toBe(1);
});

it('blocks of two projects are two blocks', async () => {
  const { judge, births } = setUp();

  await Promise.all([births.decide('p', [birth('a')], context, 500), births.decide('q', [birth('a')], context, 500)]);

  expect(judge.calls).toBe(2);
});

it('only blocks that nobody is judging yet are judged', async () => {
  const { judge, births } = setUp();
  judge.delayMs = 20;

  const [, verdicts] = await Promise.all([
    births.decide('p', [birth('a')], context, 500),
    births.decide('p', [birth('a'), birth('b'), birth('b')], context, 500),
  ]);

  expect(verdicts.map(({ decision }) => decision.identity)).toEqual(['a', 'b', 'b']);
  expect(judge.calls).toBe(2);
});

it('a judge that throws at once is a fault like any other', async () => {
  const book = new FakeBook();
  const births = new Births(
    {
      judge: () => {
        throw new Error('broken');
      },
    },
    book,
  );

  const [verdict] = await births.decide('p', [birth('a')], context, 500);

  expect(verdict?.fault).toBe('judging failed: broken');
  expect(book.find('p', 'a')?.outcome.kind).toBe('leave');
});

it('nothing to decide takes no judge', async () => {
  const { judge, births } = setUp();

  expect(await births.decide('p', [], context, 500)).toEqual([]);
  expect(judge.calls).toBe(0);
});

it('keeps what was judged in time when a large neighbour was not', async () => {
  const book = new FakeBook();
  const judged = new FakeJudge();
  const births = new Births(
    {
      judge: (asked, context, deadlineMs) =>
        asked.some(birth => birth.subject.text.length > 1000)
          ? new Promise(() => undefined)
          : judged.judge(asked, context, deadlineMs),
    },
    book,
  );
  const birthOf = (identity: string, text: string): Birth => ({
    identity,
    handle: identity,
    subject: { text, kind: 'toolResult' },
  });
  const verdicts = await births.decide(
    'p',
    [birthOf('large', 'x'.repeat(5000)), birthOf('small', 'y'.repeat(100))],
    context,
    60,
  );

  expect(verdicts.map(({ decision }) => decision.outcome.kind)).toEqual(['leave', 'replace']);
  expect(verdicts[0]?.fault).toContain('took too long');
});

it('a replacement that was not durable in time never becomes so, whenever the engine dies after', async () => {
  const { book, births } = setUp();
  book.delayMs = 60;
  const kept: string[] = [];
  const keep = book.decisions.set.bind(book.decisions);
  book.decisions.set = (key, decision) => {
    kept.push(decision.outcome.kind);
    return keep(key, decision);
  };

  const [verdict] = await births.decide('p', [birth('a')], context, 20);
  await expect.poll(() => book.find('p', 'a')).toBeDefined();

  expect(verdict?.decision.outcome.kind).toBe('leave');
  expect(kept).toEqual(['leave']);
});

it('a replacement that is being made durable when its time is up is waited for, since a crash might keep it', async () => {
  const { book, births } = setUp();
  book.syncMs = 60;

  const [verdict] = await births.decide('p', [birth('a')], context, 20);

  expect(verdict?.decision.outcome.kind).toBe('replace');
  expect(book.find('p', 'a')?.outcome.kind).toBe('replace');
});

it('a disk that hangs holds nobody up for ever', async () => {
  const { book, births } = setUp();
  book.syncMs = 1500;

  const [verdict] = await births.decide('p', [birth('a')], context, 20);

  expect(verdict?.decision.outcome.kind).toBe('leave');
  await expect.poll(() => book.find('p', 'a')?.outcome.kind, { timeout: 5000 }).toBe('leave');
});

import { afterEach, expect, it } from 'vitest';
import { WorkerJudge } from '../../../src/process/judging/workerJudge.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

const judges: WorkerJudge[] = [];
afterEach(async () => {
  for (const judge of judges.splice(0)) await judge.close();
});

function start(worker = '../../../src/process/judging/judgeWorker.ts'): WorkerJudge {
  const judge = new WorkerJudge(new URL(worker, import.meta.url));
  judges.push(judge);
  return judge;
}

const startStubborn = (): WorkerJudge => start('./stubbornJudge.ts');

const rows = JSON.stringify(
  Array.from({ length: 100 }, (_, id) => ({ id, name: `item ${id}` })),
  null,
  2,
);
const context = { model: 'claude-sonnet-4-5', options: defaultOptions('proxy'), canRetrieve: true };
const birthOf = (text: string) => ({
  identity: text,
  subject: { text, kind: 'toolResult' as const },
  handle: 'abcdefghjk',
});
const soon = (ms = 20_000): number => Date.now() + ms;

it('judges in threads of its own, the same in each', { timeout: 20_000 }, async () => {
  const judge = start();
  const birth = birthOf(rows);

  const [[first], [second]] = await Promise.all([
    judge.judge([birth], context, soon()),
    judge.judge([birth], context, soon()),
  ]);

  expect(first?.decision.outcome.kind).toBe('replace');
  expect(first?.original).toEqual({ handle: 'abcdefghjk', text: rows });
  expect(second).toEqual(first);
});

it('goes on judging while a text holds on to its thread', { timeout: 20_000 }, async () => {
  const judge = startStubborn();
  await judge.warmUp(context.options, [context.model]);
  const stuck = expect(judge.judge([birthOf('hang')], context, soon(100))).rejects.toThrow('did not answer in time');

  const outcomes = await Promise.all(['a', 'b', 'c'].map(text => judge.judge([birthOf(text)], context, soon())));

  expect(outcomes.map(([outcome]) => outcome?.decision.identity)).toEqual(['a', 'b', 'c']);
  await stuck;
});

it('judges again after one hostile text for every thread', { timeout: 30_000 }, async () => {
  const judge = startStubborn();
  await judge.warmUp(context.options, [context.model]);
  const stuck = await Promise.allSettled([1, 2].map(() => judge.judge([birthOf('hang')], context, soon(100))));

  const [outcome] = await judge.judge([birthOf('quick')], context, soon());

  expect(stuck.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(outcome?.decision.identity).toBe('quick');
});

it('lets no two texts that may take long run at once', { timeout: 30_000 }, async () => {
  const judge = startStubborn();
  await judge.warmUp(context.options, [context.model]);
  const long = `hang${'x'.repeat(200_000)}`;
  const stuck = Promise.allSettled([1, 2].map(() => judge.judge([birthOf(long)], context, soon(100))));

  const [outcome] = await judge.judge([birthOf('quick')], context, soon());
  const states = await stuck;

  expect(outcome?.decision.identity).toBe('quick');
  expect(states).toMatchObject([
    { reason: { message: expect.stringContaining('did not answer') } },
    { reason: { message: expect.stringContaining('before the judgement began') } },
  ]);
});

it('drops what nobody waits for any more', { timeout: 20_000 }, async () => {
  const judge = startStubborn();

  await expect(judge.judge([birthOf('late')], context, soon(-1))).rejects.toThrow('before the judgement began');
});

it('fails what is open when it is closed, and what comes later', { timeout: 20_000 }, async () => {
  const judge = startStubborn();
  const open = ['hang', 'hang', 'waiting'].map(text => judge.judge([birthOf(text)], context, soon()));
  const failed = Promise.all(open.map(call => expect(call).rejects.toThrow('stopping')));

  await judge.close();

  await failed;
  await expect(judge.judge([birthOf('later')], context)).rejects.toThrow('stopping');
});

it('practises without getting in the way, and stops when it is closed', { timeout: 20_000 }, async () => {
  const judge = start();
  const practice = judge.practise(context.options, context.model);

  expect((await judge.judge([birthOf(rows)], context)).length).toBe(1);
  await judge.close();
  await practice;
});

import { afterEach, expect, it } from 'vitest';
import { WorkerJudge } from '../../src/process/workerJudge.ts';
import { defaultOptions } from '../../src/shared/options.ts';

const judge = new WorkerJudge(new URL('../../src/process/judgeWorker.ts', import.meta.url));
afterEach(() => judge.close());

const rows = JSON.stringify(
  Array.from({ length: 100 }, (_, id) => ({ id, name: `item ${id}` })),
  null,
  2,
);
const birth = { identity: 'a', subject: { text: rows, kind: 'toolResult' }, handle: 'abcdefghjk' } as const;
const context = { model: 'claude-sonnet-4-5', options: defaultOptions('proxy'), canRetrieve: true };

it('judges in a thread of its own, the same every time', { timeout: 20_000 }, async () => {
  const [[first], [second]] = await Promise.all([judge.judge([birth], context), judge.judge([birth], context)]);

  expect(first?.decision.outcome.kind).toBe('replace');
  expect(first?.original).toEqual({ handle: 'abcdefghjk', text: rows });
  expect(second).toEqual(first);
});

it('fails what was open when its thread is taken away, and goes on with another', { timeout: 20_000 }, async () => {
  const open = judge.judge([birth], context);
  const failed = expect(open).rejects.toThrow('the engine is stopping');
  await judge.close();
  await failed;

  expect((await judge.judge([birth], context)).length).toBe(1);
});

it('practises without getting in the way, and stops with its thread', { timeout: 20_000 }, async () => {
  const practice = judge.practise(context.options, context.model);

  expect((await judge.judge([birth], context)).length).toBe(1);
  await judge.close();
  await practice;
});

import { afterEach, expect, it } from 'vitest';
import { JudgeThread } from '../../../src/process/judging/judgeThread.ts';
import { defaultOptions } from '../../../src/shared/options.ts';

const context = { model: 'gpt-5', options: defaultOptions('proxy'), canRetrieve: true };
const birthOf = (text: string) => ({
  identity: text,
  subject: { text, kind: 'toolResult' as const },
  handle: 'abcdefghjk',
});
const thread = new JudgeThread(new URL('./stubbornJudge.ts', import.meta.url));
afterEach(() => thread.close());

it('loads and practises before anybody asks', { timeout: 20_000 }, async () => {
  expect(thread.isRunning).toBe(false);

  await thread.load(context);
  await thread.practise(context);

  expect(thread.isRunning).toBe(true);
});

it('ends with a text that takes longer than it may, and starts again with the next', { timeout: 20_000 }, async () => {
  await expect(thread.judge({ births: [birthOf('hang')], context }, 200)).rejects.toThrow('did not answer in time');
  expect(thread.isRunning).toBe(false);

  const [outcome] = await thread.judge({ births: [birthOf('quick')], context }, 20_000);

  expect(outcome?.decision.identity).toBe('quick');
});

import { afterEach, expect, it } from 'vitest';
import { AnalysisThread } from '../../../src/process/recording/analysisThread.ts';
import { CalibrationKeeper } from '../../../src/process/recording/calibrationKeeper.ts';
import { ConversationKeeper } from '../../../src/process/recording/conversationKeeper.ts';
import { factsOf, talk } from './exchangeLab.ts';

const states = { readState: async () => undefined, writeState: async () => undefined };
const workerUrl = new URL('../../../src/process/recording/analysisWorker.ts', import.meta.url);
const threads: AnalysisThread[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.close();
});

async function start() {
  const calibration = await CalibrationKeeper.open(states, () => undefined);
  const conversations = await ConversationKeeper.open(states, () => undefined);
  const thread = new AnalysisThread(workerUrl, { calibration, conversations });
  threads.push(thread);
  return { thread, conversations };
}

it('tells of an exchange and keeps where it belongs', { timeout: 20_000 }, async () => {
  const { thread, conversations } = await start();

  const { detail } = await thread.analyze(factsOf('a', { body: talk('hello') }));

  expect(detail).toMatchObject({ id: 'a', conversation: 'a' });
  expect(conversations.current().map(({ node }) => node.id)).toEqual(['a']);
});

it('a thread that replaces another one knows the conversations', { timeout: 20_000 }, async () => {
  const { thread } = await start();
  await thread.analyze(factsOf('a', { body: talk('hello') }));
  await thread.close();

  const { detail } = await thread.analyze(factsOf('b', { body: talk('hello', 'hi', 'more') }));

  expect(detail).toMatchObject({ conversation: 'a', parent: 'a' });
});

it('simulates a text', { timeout: 20_000 }, async () => {
  const { thread } = await start();

  const view = await thread.simulate({ text: 'a short text', options: {} });

  expect(view.tokensSaved).toBe(0);
});

it('forgets the conversations when what was recorded is erased', { timeout: 20_000 }, async () => {
  const { thread, conversations } = await start();
  await thread.analyze(factsOf('a', { body: talk('hello') }));

  await thread.forget();
  const { detail } = await thread.analyze(factsOf('b', { body: talk('hello', 'hi', 'more') }));

  expect(detail).toMatchObject({ id: 'b', conversation: 'b' });
  expect(detail).not.toHaveProperty('parent');
  expect(conversations.current().map(({ node }) => node.id)).toEqual(['b']);
});

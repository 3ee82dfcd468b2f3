import { expect, it } from 'vitest';
import { retrieveForModel } from '../../../src/process/retrieval/retrievalTool.ts';
import type { RetrieveRequest } from '../../../src/shared/adminApi.ts';

function engineThatAnswers(answer: { text: string; note?: string }) {
  const asked: RetrieveRequest[] = [];
  const retrieve = async (request: RetrieveRequest) => {
    asked.push(request);
    return { isWhole: answer.note === undefined, ...answer };
  };
  return { asked, retrieve };
}

it('asks for as much as one answer may hold, for an agent', async () => {
  const engine = engineThatAnswers({ text: 'all' });

  expect(await retrieveForModel(engine, { handle: 'h', lines: '2-', grep: 'x', fromChar: 3 })).toEqual(['all']);
  expect(engine.asked).toEqual([
    {
      handle: 'h',
      maxChars: 20_000,
      forAgent: true,
      lines: { from: 2, to: Number.MAX_SAFE_INTEGER },
      pattern: 'x',
      fromChar: 3,
    },
  ]);
});

it('reads empty arguments as absent: models fill in every field', async () => {
  const engine = engineThatAnswers({ text: 'all' });

  await retrieveForModel(engine, { handle: 'h', lines: '', grep: '' });

  expect(engine.asked).toEqual([{ handle: 'h', maxChars: 20_000, forAgent: true }]);
});

it('keeps the way on apart from the text, and says it alone when there is no text', async () => {
  expect(await retrieveForModel(engineThatAnswers({ text: 'a', note: 'More.' }), { handle: 'h' })).toEqual([
    'a',
    '[headroom: More.]',
  ]);
  expect(await retrieveForModel(engineThatAnswers({ text: '', note: 'None.' }), { handle: 'h' })).toEqual([
    '[headroom: None.]',
  ]);
});

it('says how lines are given', async () => {
  const asked = retrieveForModel(engineThatAnswers({ text: '' }), { handle: 'h', lines: 'first ten' });

  await expect(asked).rejects.toThrow('Give first and last line');
});

it('gives a picture as a picture', async () => {
  const engine = engineThatAnswers({ text: 'data:image/png;base64,AAAA' });

  expect(await retrieveForModel(engine, { handle: 'h' })).toEqual([
    { mediaType: 'image/png', bytes: Buffer.from('AAAA', 'base64') },
  ]);
});

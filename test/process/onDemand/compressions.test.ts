import { afterEach, expect, it } from 'vitest';
import type { RunningEngine } from '../../../src/process/runEngine.ts';
import { photo } from '../../images/pictures.ts';
import { ask, EngineLab } from '../engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const found = JSON.stringify({ results: Array.from({ length: 1000 }, (_, id) => ({ id, title: `Result ${id}` })) });
const messages = [
  { role: 'user', content: 'Find it' },
  { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'search', arguments: '{}' } }] },
  { role: 'tool', tool_call_id: 'c1', content: found },
];
const options = { model: 'gpt-4o', toolProfiles: { search: { maxArrayItems: 5 } } };

const image = (url: string) => ({ type: 'image_url', image_url: { url } });

async function compress(engine: RunningEngine, posted: unknown) {
  const response = await ask(engine, '/v1/compress', posted);
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

it('compresses for any language, and the original can be had back', async () => {
  const engine = await lab.engine(await lab.home());

  const { status, answer } = await compress(engine, { messages, ...options });

  expect(status).toBe(200);
  expect(answer.messages.slice(0, 2)).toEqual(messages.slice(0, 2));
  expect(answer.messages[2].content).toContain('{"__headroom_truncated": 995}');
  expect(answer.compressionRatio).toBeGreaterThan(0.9);
  const { handle } = answer.receipts[2];
  expect(await (await ask(engine, '/headroom/api/retrieve', { handle })).text()).toBe(found);
});

it('judges pictures as a request on its way would be, and their originals can be had back', {
  timeout: 60_000,
}, async () => {
  const engine = await lab.engine(await lab.home());
  const url = `data:image/png;base64,${(await photo(1024, 1024)).toString('base64')}`;
  const asked = { role: 'user', content: [{ type: 'text', text: 'What animal is this?' }, image(url)] };

  const { answer } = await compress(engine, { messages: [asked], model: 'gpt-4o' });
  const refused = await compress(engine, { messages: [asked], model: 'gpt-4o', imageOptimize: false });

  expect(answer.messages[0].content.at(-1).image_url.detail).toBe('low');
  const { handle, transform, tokensBefore } = answer.receipts[1];
  expect({ transform, tokensBefore }).toEqual({ transform: 'image_full_low', tokensBefore: 765 });
  expect(await (await ask(engine, '/headroom/api/retrieve', { handle })).text()).toBe(url);
  expect(refused.answer.messages).toEqual([asked]);
});

it('leaves pictures alone in an engine that leaves them alone', async () => {
  const engine = await lab.engine(await lab.home(), '--no-image-optimize');
  const url = `data:image/png;base64,${(await photo(64, 64)).toString('base64')}`;
  const asked = { role: 'user', content: [{ type: 'text', text: 'What is this?' }, image(url)] };

  const { answer } = await compress(engine, { messages: [asked], model: 'gpt-4o' });

  expect(answer.messages).toEqual([asked]);
  expect(answer.receipts[1].reason).toBe('images are left alone');
});

it('omits nothing where nothing is stored, and says what does not fit', async () => {
  const engine = await lab.engine(await lab.home(), '--store', 'none');

  const { answer } = await compress(engine, { messages, ...options });
  const refused = await compress(engine, { messages, max_tokens: 5 });

  expect(answer.receipts.map(({ grade }: { grade?: string }) => grade)).not.toContain('omission');
  expect(refused.status).toBe(400);
  expect(refused.answer.error.message).toContain('Unknown option "max_tokens"');
});

import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFamily, readQuestions } from '../../../bench/router/askedQuestions.ts';
import { isDegraded, isRight } from '../../../bench/router/score.ts';
import type { ModelSettings } from '../../../src/models/jobs.ts';
import { loadOnnx, onnxPackages } from '../../../src/models/loadOnnx.ts';
import type { Onnx } from '../../../src/models/onnx.ts';
import { openRouter, type Router } from '../../../src/models/router/router.ts';

const shippedFolder = fileURLToPath(new URL('../../../models', import.meta.url));
const routerFolder = fileURLToPath(new URL('./tinyRouter', import.meta.url));

function open(onnx: Onnx, settings: Partial<ModelSettings> = {}): Promise<Router> {
  return openRouter({ settings: { shippedFolder, ...settings }, onnx: async () => onnx });
}

describe('the shipped router', () => {
  let router: Router;

  beforeAll(async () => {
    router = await open(await loadOnnx());
  });

  it.each(readFamily('training/questions/examples.txt', 'examples'))('says $technique to "$text"', async asked => {
    const route = await router.route(asked.text);

    expect(route).toMatchObject({ technique: asked.technique });
    expect(route.reason).toBeUndefined();
  });

  it('answers questions that it never saw, and touches hardly a picture that it should not', {
    timeout: 60_000,
  }, async () => {
    const answers = [];
    // Every fourth: the bench asks all of them.
    const questions = readQuestions('test').filter((_, at) => at % 4 === 0);
    for (const asked of questions) answers.push({ asked, route: await router.route(asked.text) });

    const kept = answers.filter(({ asked }) => asked.technique === 'preserve');
    expect(answers.filter(isRight).length / answers.length).toBeGreaterThan(0.9);
    expect(kept.filter(isDegraded).length / kept.length).toBeLessThan(0.03);
  });

  it('gives probabilities that add up to one', async () => {
    const { scores, technique, confidence } = await router.route('Was steht auf dem Schild?');

    expect(Object.values(scores).reduce((sum, score) => sum + score)).toBeCloseTo(1, 5);
    expect(confidence).toBe(scores[technique]);
  });

  it.each([
    ['', /no question/],
    [' \n ', /no question/],
    ['What does it say? '.repeat(40), /too long/],
    ['a'.repeat(100_000), /too long/],
  ])('leaves the picture alone when there is nothing to judge by (%#)', async (question, reason) => {
    const route = await router.route(question);

    expect(route.technique).toBe('preserve');
    expect(route.reason).toMatch(reason);
  });

  it('says the same on the wasm runtime', async () => {
    const missing = (): Promise<never> => Promise.reject(new Error('not here'));
    const onWasm = await open(await loadOnnx('cpu', { ...onnxPackages, native: missing }));

    const [native, wasm] = await Promise.all([router.route('Read the sign'), onWasm.route('Read the sign')]);

    expect(wasm.technique).toBe(native.technique);
    expect(wasm.confidence).toBeCloseTo(native.confidence, 2);
  });
});

describe('a router in place of the shipped one', () => {
  it.each([
    ['Read the sign', 'transcode'],
    ['The corner', 'crop'],
    ['What is this', 'full_low'],
  ])('is fed the inputs that it wants and read by its own labels: %s', async (question, technique) => {
    const router = await open(await loadOnnx(), { routerFolder });

    expect((await router.route(question)).technique).toBe(technique);
  });

  it('keeps the picture when it knows no word of the question', async () => {
    const router = await open(await loadOnnx(), { routerFolder });

    expect(await router.route('Quelle heure est-il')).toMatchObject({ technique: 'preserve' });
  });
});

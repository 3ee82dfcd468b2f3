import { afterEach, expect, it } from 'vitest';
import type { AnalysisAnswer, AnalysisQuestion } from '../../../src/process/recording/analysisThread.ts';
import { WorkerCalls } from '../../../src/process/threads/workerCalls.ts';

const workerUrl = new URL('../../../src/process/recording/analysisWorker.ts', import.meta.url);
const calls = new WorkerCalls<AnalysisQuestion, AnalysisAnswer>(workerUrl, { timeoutMs: 20_000 });
afterEach(() => calls.close());

it('answers each kind of question with its kind of answer', { timeout: 30_000 }, async () => {
  const simulated = await calls.call({ kind: 'simulate', input: { text: 'x', options: {} }, calibration: {} });
  const restored = await calls.call({ kind: 'restore', requests: [], calibration: {} });

  expect([simulated.kind, restored.kind]).toEqual(['simulated', 'restored']);
});

it('a question that fails does not end the thread', { timeout: 30_000 }, async () => {
  const wrong = calls.call({ kind: 'simulate', input: { text: 'x', options: { keepTurns: -1 } }, calibration: {} });

  await expect(wrong).rejects.toThrow('keepTurns');
  expect((await calls.call({ kind: 'restore', requests: [], calibration: {} })).kind).toBe('restored');
});

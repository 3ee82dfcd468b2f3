import { expect, it, vi } from 'vitest';
import { parseEngineFlags } from '../../src/process/engineFlags.ts';
import { EngineState } from '../../src/process/engineState.ts';

function stateOf(...flags: readonly string[]): EngineState {
  return new EngineState(parseEngineFlags(flags), { version: '1', pid: 7, startedAt: 5 });
}

it('options are what was set, the profile, and what the request asks, in this order of weight', () => {
  const state = stateOf('--keep-turns', '9', '--profile', 'lossless');
  state.setProfile('agent-90');

  expect(state.optionsFor({})).toMatchObject({ keepTurns: 9, savingsProfile: 'agent-90' });
  expect(state.optionsFor({ keepTurns: 1 })).toMatchObject({ keepTurns: 1, savingsProfile: 'agent-90' });
  expect(() => state.optionsFor({ keepTurns: -1 })).toThrow('keepTurns');
});

it('a stopped engine is a relay until a mode is chosen', () => {
  const state = stateOf('--mode', 'optimize');

  state.stop();
  const stopped = [state.health().status, state.status().state, state.live.isStopped];
  state.setMode('audit');

  expect(stopped).toEqual(['relay', 'relay', true]);
  expect([state.health().status, state.status().state, state.live.isStopped]).toEqual(['ok', 'running', false]);
});

it('listeners hear until they leave', () => {
  const state = stateOf();
  const heard: string[] = [];
  const leave = state.subscribe(event => heard.push(event.type));

  state.notify('the disk is full');
  leave();
  state.setMode('off');

  expect(heard).toEqual(['statusChanged']);
  expect(state.status().notice).toBe('the disk is full');
});

it('a pause ends by itself in the mode of before, also when it was prolonged', () => {
  vi.useFakeTimers();
  const state = stateOf('--mode', 'optimize');

  state.pause(1_000, 0);
  state.pause(5_000, 500);
  vi.advanceTimersByTime(4_999);
  const during = state.live.mode;
  vi.advanceTimersByTime(1);

  expect(during).toBe('off');
  expect(state.live.mode).toBe('optimize');
  vi.useRealTimers();
});

it('an engine that is stopped during a pause stays stopped, and wakes in the mode of before', () => {
  vi.useFakeTimers();
  const state = stateOf('--mode', 'simulate');
  state.pause(1_000, 0);

  state.stop();
  vi.advanceTimersByTime(2_000);

  expect(state.live).toMatchObject({ isStopped: true, mode: 'simulate' });
  vi.useRealTimers();
});

import { expect, it } from 'vitest';
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

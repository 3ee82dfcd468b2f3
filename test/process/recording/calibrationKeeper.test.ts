import { expect, it } from 'vitest';
import { CalibrationKeeper } from '../../../src/process/recording/calibrationKeeper.ts';

class FakeState {
  text: string | undefined;
  fails = false;

  async readState(): Promise<string | undefined> {
    return this.text;
  }

  async writeState(_name: string, json: string): Promise<void> {
    if (this.fails) throw new Error('the disk is full');
    this.text = json;
  }
}

const lesson = (reported: number) => ({ family: 'claude-4.7', sample: [1000, reported] }) as const;

it('keeps what it learnt from one run to the next', async () => {
  const state = new FakeState();
  const keeper = await CalibrationKeeper.open(state, () => {});

  keeper.learn(lesson(1500));
  keeper.learn(lesson(1510));
  await keeper.flush();

  expect((await CalibrationKeeper.open(state, () => {})).current).toEqual({
    'claude-4.7': [
      [1000, 1500],
      [1000, 1510],
    ],
  });
});

it('starts anew from a state that makes no sense', async () => {
  const state = new FakeState();
  state.text = '{"claude-4.7":';

  expect((await CalibrationKeeper.open(state, () => {})).current).toEqual({});
});

it('goes on when it cannot write, and says so', async () => {
  const state = new FakeState();
  state.fails = true;
  const logs: string[] = [];
  const keeper = await CalibrationKeeper.open(state, line => logs.push(line));

  keeper.learn(lesson(1500));
  await keeper.flush();

  expect(logs).toEqual(['The calibration was not kept: the disk is full']);
  expect(keeper.current).toEqual({ 'claude-4.7': [[1000, 1500]] });
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseEngineFlags } from '../../../src/process/engineFlags.ts';
import { EngineState } from '../../../src/process/engineState.ts';
import { Telemetry } from '../../../src/process/recording/telemetry.ts';
import type { ExchangeDetail, ExchangeSummary } from '../../../src/shared/records.ts';
import type { Recording } from '../../../src/store/store.ts';

const traces: unknown = JSON.parse(
  readFileSync(new URL('../../captures/telemetry/copilot-cli-1.0.102.json', import.meta.url), 'utf8'),
);

function open(mode = 'audit') {
  const recorded: ExchangeDetail[] = [];
  const shown: ExchangeSummary[] = [];
  const identity = { version: '1', pid: 1, startedAt: 0 };
  const state = new EngineState(parseEngineFlags(['--mode', mode]), identity);
  const store = { record: ({ exchange }: Recording) => void recorded.push(exchange) };
  const windows = { projectFor: ({ session }: { readonly session?: string }) => `of ${session ?? 'nobody'}` };
  const telemetry = new Telemetry(store, state, windows);
  state.subscribe(event => void (event.type === 'exchangeRecorded' && shown.push(event.exchange)));
  return { recorded, shown, state, telemetry };
}

it('records what clients tell, and shows it in open panels', () => {
  const { recorded, shown, telemetry } = open();

  telemetry.receive(traces);

  expect(recorded).toHaveLength(3);
  expect(shown.map(({ watchedBy }) => watchedBy)).toEqual(Array(3).fill('telemetry'));
  expect(shown[0]).not.toHaveProperty('blocks');
  expect(shown[0]?.project).toBe('of nobody');
});

it('records a request that came through the proxy only once', () => {
  const { recorded, state, telemetry } = open();
  const { recorded: before, telemetry: watching } = open();
  watching.receive(traces);
  const [first] = before;
  if (first === undefined) throw new Error('Nothing was told.');
  const { watchedBy: _, ...proxied } = first;

  state.emit({ type: 'exchangeRecorded', exchange: { ...proxied, startedAt: proxied.startedAt - 40 } });
  telemetry.receive(traces);

  expect(recorded.map(({ id }) => id)).toEqual(before.slice(1).map(({ id }) => id));
});

it('records nothing while the proxy only relays', () => {
  const { recorded, state, telemetry } = open('off');
  telemetry.receive(traces);
  state.setMode('audit');
  state.stop();

  telemetry.receive(traces);

  expect(recorded).toEqual([]);
});

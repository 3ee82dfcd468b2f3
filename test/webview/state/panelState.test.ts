import { expect, test } from 'vitest';
import { allExchanges, firstState, reduce } from '../../../webview/state/panelState.ts';
import { workingDay } from '../fixtures.ts';

const [newest, second] = workingDay().exchanges;
if (newest === undefined || second === undefined) throw new Error('The fixture is empty.');
const arrival = { type: 'engineSpoke', event: { type: 'exchangeRecorded', exchange: newest } } as const;

test('an arrival waits while the list is in use and joins when it is left', () => {
  const inUse = reduce(firstState, { type: 'listUsed', inUse: true });

  const waiting = reduce(inUse, arrival);
  const left = reduce(waiting, { type: 'listUsed', inUse: false });

  expect([waiting.exchanges.length, waiting.arrivals.length]).toEqual([0, 1]);
  expect([left.exchanges.length, left.arrivals.length]).toEqual([1, 0]);
});

test('pages that overlap with events hold every exchange once, newest first', () => {
  const live = reduce(firstState, arrival);

  const read = reduce(live, { type: 'pageRead', page: { exchanges: [second, newest] } });

  expect(allExchanges(read).map(({ id }) => id)).toEqual([newest.id, second.id]);
  expect(read.history).toBe('complete');
});

test.each([true, false])(
  'requests that overlap stand by when they began, not by when they ended; list in use: %s',
  inUse => {
    const older = { ...newest, id: 'older', startedAt: newest.startedAt - 1000 };
    const told = [newest, older].map(exchange => ({ type: 'exchangeRecorded', exchange }) as const);

    const state = told.reduce(
      (before, event) => reduce(before, { type: 'engineSpoke', event }),
      reduce(firstState, { type: 'listUsed', inUse }),
    );

    expect(allExchanges(state).map(({ id }) => id)).toEqual([newest.id, 'older']);
    const left = reduce(state, { type: 'listUsed', inUse: false });
    expect(left.exchanges.map(({ id }) => id)).toEqual([newest.id, 'older']);
  },
);

test('an arrival that began before what is listed joins in its place', () => {
  const read = reduce(firstState, { type: 'pageRead', page: { exchanges: [newest] } });
  const older = { ...newest, id: 'older', startedAt: newest.startedAt - 1000 };

  const joined = reduce(read, { type: 'engineSpoke', event: { type: 'exchangeRecorded', exchange: older } });

  expect(joined.exchanges.map(({ id }) => id)).toEqual([newest.id, 'older']);
});

test('what is cleared leaves the arrangement but for its path, and what is known of the engine', () => {
  const { overview } = workingDay();
  const arrangement = { ...firstState.arrangement, conversation: 'flaky', request: newest.id, search: 'invoice' };
  const full = reduce({ ...firstState, link: { kind: 'live' }, overview, arrangement }, arrival);

  const cleared = reduce(full, { type: 'engineSpoke', event: { type: 'cleared' } });

  expect(cleared).toEqual({
    ...{ ...firstState, link: { kind: 'live' }, overview },
    arrangement: { ...firstState.arrangement, search: 'invoice' },
  });
});

test('a running exchange is forgotten when it is recorded', () => {
  const started = { type: 'exchangeStarted', id: newest.id, client: 'Claude Code', startedAt: 1 } as const;
  const running = reduce(firstState, { type: 'engineSpoke', event: started });

  expect(running.running).toHaveLength(1);
  expect(reduce(running, arrival).running).toHaveLength(0);
});

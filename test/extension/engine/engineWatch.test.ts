import { expect, test } from 'vitest';
import { launchEngine, type RunningEngine } from '../../../src/extension/engine/engineProcess.ts';
import { type EngineWatchParts, watchEngine } from '../../../src/extension/engine/engineWatch.ts';
import { type FakeHome, makeFakeHome } from '../fakeHome.ts';

function watchParts(fake: FakeHome, seen: RunningEngine[]): EngineWatchParts {
  return {
    home: fake.home,
    relaunch: port => launchEngine(fake.launchOf('--port', String(port))),
    onAttached: engine => seen.push(engine),
    onEvent: () => {},
    onCrashed: () => {},
    restartDelaysMs: [10, 50],
  };
}

test('a killed engine comes back on the same port', async () => {
  await using fake = await makeFakeHome();
  const first = await launchEngine(fake.launchOf());
  const seen: RunningEngine[] = [];
  const watch = new AbortController();
  const watching = watchEngine(first, watchParts(fake, seen), watch.signal);
  await new Promise(resolve => setTimeout(resolve, 100));

  process.kill(first.file.pid, 'SIGKILL');
  await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(2);
  watch.abort();
  await watching;
  const second = seen[1];
  await second?.client.shutdown({ after: 'exit' });

  expect(second?.file.port).toBe(first.file.port);
  expect(second?.file.pid).not.toBe(first.file.pid);
});

test('an engine that ends by its own will is not brought back', async () => {
  await using fake = await makeFakeHome();
  const first = await launchEngine(fake.launchOf());
  const seen: RunningEngine[] = [];
  const watching = watchEngine(first, watchParts(fake, seen), new AbortController().signal);
  await new Promise(resolve => setTimeout(resolve, 100));

  await first.client.shutdown({ after: 'exit' });

  expect(await watching).toEqual({ kind: 'ended' });
  expect(seen).toHaveLength(1);
});

test('an engine that cannot be brought back is lost, with the reason', async () => {
  await using fake = await makeFakeHome();
  const first = await launchEngine(fake.launchOf());
  const parts = { ...watchParts(fake, []), relaunch: () => Promise.reject(new Error('No memory.')) };
  const watching = watchEngine(first, parts, new AbortController().signal);
  await new Promise(resolve => setTimeout(resolve, 100));

  process.kill(first.file.pid, 'SIGKILL');

  expect(await watching).toMatchObject({ kind: 'lost', cause: { message: 'No memory.' } });
});

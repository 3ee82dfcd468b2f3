import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findEngine, launchEngine } from '../../../src/extension/engine/engineProcess.ts';
import { makeFakeHome } from '../fakeHome.ts';

test('a launched engine is found again by its home folder, and not after it has ended', async () => {
  await using fake = await makeFakeHome();

  const launched = await launchEngine(fake.launchOf());
  const found = await findEngine(fake.home);
  await launched.client.shutdown({ after: 'exit' });

  expect(found?.file).toEqual(launched.file);
  await expect.poll(() => findEngine(fake.home)).toBeUndefined();
});

test.each([0, 100, 300])('two windows that start %i ms apart share one engine', { timeout: 30_000 }, async gapMs => {
  await using fake = await makeFakeHome();
  const script = fileURLToPath(new URL('../../../src/process/main.ts', import.meta.url));
  const launch = () => launchEngine({ ...fake.launchOf('--port', '0'), script });

  const [one, other] = await Promise.all([launch(), delay(gapMs).then(launch)]);
  await one.client.shutdown({ after: 'exit' });

  expect(one.file).toEqual(other.file);
  await expect.poll(() => findEngine(fake.home), { timeout: 10_000 }).toBeUndefined();
});

test('an engine that cannot start explains itself by its own last words', async () => {
  await using fake = await makeFakeHome();

  const launch = launchEngine(fake.launchOf('--port', '1'));

  await expect(launch).rejects.toThrow('Port 1 is reserved by the system. Choose a port above 1023 with --port.');
});

test('an empty home folder has no engine', async () => {
  await using fake = await makeFakeHome();

  expect(await findEngine(fake.home)).toBeUndefined();
});

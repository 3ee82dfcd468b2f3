import { expect, test } from 'vitest';
import { findEngine, launchEngine } from '../../../src/extension/engine/engineProcess.ts';
import { ProxySession, type Routes } from '../../../src/extension/engine/proxySession.ts';
import { Lease } from '../../../src/process/instance/lease.ts';
import type { EngineStatus } from '../../../src/shared/panelProtocol.ts';
import { type FakeHome, makeFakeHome } from '../fakeHome.ts';

class FakeRoutes implements Routes {
  readonly log: string[] = [];
  routed = 0;

  async apply(port: number): Promise<void> {
    this.log.push(`apply ${port}`);
  }

  async undo(): Promise<void> {
    this.log.push('undo');
  }

  async engineLost(): Promise<void> {
    this.log.push('engine lost');
  }

  async lastWindowCloses(): Promise<void> {
    this.log.push('last window closes');
  }

  countRouted(): number {
    return this.routed;
  }
}

function openSession(fake: FakeHome, release = 'test') {
  const routes = new FakeRoutes();
  const states: EngineStatus['state'][] = [];
  const session = new ProxySession({
    home: fake.home,
    version: release,
    routes,
    lease: new Lease(fake.home, process.pid),
    launch: port => launchEngine(fake.launchOf('--port', String(port ?? 0), '--release', release)),
    onStatus: status => states.push(status.state),
    onEvent: () => {},
    onLost: () => {},
    log: () => {},
  });
  return { session, routes, states };
}

test('start launches an engine, routes to it, and stop undoes the routes before it ends', async () => {
  await using fake = await makeFakeHome();
  const { session, routes, states } = openSession(fake);

  await session.start();
  const { port } = session.status;
  await session.stop();

  expect(routes.log.slice(0, 2)).toEqual([`apply ${port}`, 'undo']);
  expect(routes.log.at(-1)).toBe('undo');
  expect(states.at(0)).toBe('starting');
  expect(states.at(-1)).toBe('stopped');
  await expect.poll(() => findEngine(fake.home)).toBeUndefined();
});

test('a second window shares the engine of the first', async () => {
  await using fake = await makeFakeHome();
  const first = openSession(fake);
  const second = openSession(fake);
  await first.session.start();

  const hasJoined = await second.session.rejoin();

  expect(hasJoined).toBe('running');
  await expect.poll(() => second.session.status.pid).toBe(first.session.status.pid);
  await first.session.stop();
  await expect.poll(() => second.session.status.state).toBe('stopped');
  expect(second.routes.log.at(-1)).toBe('undo');
});

test.each(['rejoin', 'start'] as const)(
  '%s replaces an older idle engine on its own port, and leaves a busy one',
  async how => {
    await using fake = await makeFakeHome();
    await using other = await makeFakeHome();
    const old = await launchEngine(fake.launchOf('--release', '1.2.3'));
    const busy = await launchEngine(other.launchOf('--release', '1.2.3', '--streams', '1'));
    const [update, patient] = [openSession(fake, '1.10.0').session, openSession(other, '1.10.0').session];

    await update[how]();
    await patient[how]();
    const { version, port } = update.status;
    await update.stop();
    await patient.stop();

    expect({ version, port }).toEqual({ version: '1.10.0', port: old.file.port });
    expect(patient.status.version).toBe(busy.file.version);
  },
);

test('stop keeps a relay while a terminal still points at it, and the last one ends it', async () => {
  await using fake = await makeFakeHome();
  const { session, routes } = openSession(fake);
  await session.start();
  routes.routed = 1;

  await session.stop();
  const relay = await findEngine(fake.home);
  routes.routed = 0;
  await session.terminalsChanged();

  expect(relay?.health.status).toBe('relay');
  expect(session.status.state).toBe('stopped');
  await expect.poll(() => findEngine(fake.home)).toBeUndefined();
});

test('a reloaded window watches over a relay that its terminals still point at, and ends it with the last', async () => {
  await using fake = await makeFakeHome();
  const before = openSession(fake);
  await before.session.start();
  before.routes.routed = 1;
  await before.session.stop();
  const { session, routes } = openSession(fake);
  routes.routed = 1;

  const joined = await session.rejoin();
  await session.terminalsChanged();
  const during = await findEngine(fake.home);
  routes.routed = 0;
  await session.terminalsChanged();

  expect(joined).toBe('relay');
  expect(during?.health.status).toBe('relay');
  expect(routes.log).not.toContain(`apply ${during?.file.port}`);
  await expect.poll(() => findEngine(fake.home)).toBeUndefined();
});

test('a restart in one window takes the others with it', async () => {
  await using fake = await makeFakeHome();
  const first = openSession(fake);
  const second = openSession(fake);
  await first.session.start();
  await second.session.rejoin();

  await first.session.restart();
  const { pid, port } = first.session.status;

  await expect.poll(() => second.session.status, { timeout: 10_000 }).toMatchObject({ state: 'running', pid });
  expect(second.routes.log.slice(-2)).toEqual(['undo', `apply ${port}`]);
  await first.session.stop();
});

test('a window that has stopped uses the engine no more', async () => {
  await using fake = await makeFakeHome();
  const other = new Lease(fake.home, process.ppid);
  const { session } = openSession(fake);

  await session.start();
  const during = await other.hasOthers();
  await session.stop();

  expect([during, await other.hasOthers()]).toEqual([true, false]);
});

test('whoever is paused is not off: choosing off ends the pause', async () => {
  await using fake = await makeFakeHome();
  const { session } = openSession(fake);
  await session.start();
  await session.query({ type: 'pause', forMs: 60_000 });
  await expect.poll(() => session.status.pausedUntil).toBeDefined();

  await session.setMode('off');

  expect(session.status.mode).toBe('off');
  expect(session.status.pausedUntil).toBeUndefined();
  await session.stop();
});

test('start wakes a relay instead of taking its port away', async () => {
  await using fake = await makeFakeHome();
  const { session, routes } = openSession(fake);
  await session.start();
  const { pid } = session.status;
  routes.routed = 1;
  await session.stop();

  await session.start();

  expect(session.status).toMatchObject({ state: 'running', pid });
  routes.routed = 0;
  await session.stop();
});

test('without an engine the overview says so, and a query names the remedy', async () => {
  await using fake = await makeFakeHome();
  const { session } = openSession(fake);

  expect((await session.overview()).status.state).toBe('stopped');
  await expect(session.query({ type: 'exchanges', limit: 1 })).rejects.toMatchObject({ remedy: 'headroom.startProxy' });
});

test('a failed start says why and leaves no route', async () => {
  await using fake = await makeFakeHome();
  const routes = new FakeRoutes();
  const session = new ProxySession({
    home: fake.home,
    version: 'test',
    routes,
    lease: new Lease(fake.home, process.pid),
    launch: () => Promise.reject(new Error('Port 8787 is in use.')),
    onStatus: () => {},
    onEvent: () => {},
    onLost: () => {},
    log: () => {},
  });

  await expect(session.start()).rejects.toThrow('Port 8787 is in use.');

  expect(session.status).toMatchObject({ state: 'failed', notice: 'Port 8787 is in use.' });
  expect(routes.log).toEqual([]);
});

test('a crash takes back at once what does not work without an engine, and the restart leads it here again', async () => {
  await using fake = await makeFakeHome();
  const { session, routes } = openSession(fake);
  await session.start();
  const { port, pid } = session.status;

  process.kill(pid, 'SIGKILL');
  await expect.poll(() => routes.log, { timeout: 10_000 }).toEqual([`apply ${port}`, 'engine lost', `apply ${port}`]);

  expect(session.status.pid).not.toBe(pid);
  await session.stop();
});

test('the last window that closes takes it back too, and the engine stays', async () => {
  await using fake = await makeFakeHome();
  const { session, routes } = openSession(fake);
  await session.start();

  await session.dispose();

  expect(routes.log.at(-1)).toBe('last window closes');
  const engine = await findEngine(fake.home);
  expect(engine).toBeDefined();
  await engine?.client.shutdown({ after: 'exit' });
});

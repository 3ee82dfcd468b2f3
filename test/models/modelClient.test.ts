import { afterEach, describe, expect, it } from 'vitest';
import type { JobOutcome } from '../../src/models/jobs.ts';
import { ModelClient, type ModelClientConfig } from '../../src/models/modelClient.ts';
import { isProcessAlive } from '../../src/process/instance/isProcessAlive.ts';

const program = new URL('./fakeModelProgram.ts', import.meta.url);
const clients: ModelClient[] = [];

function open(given: Partial<ModelClientConfig> = {}): ModelClient {
  const client = new ModelClient({ program, settings: { shippedFolder: '/nowhere' }, ...given });
  clients.push(client);
  return client;
}

async function pidOf(outcome: Promise<JobOutcome<'route'>>): Promise<number> {
  const settled = await outcome;
  if (settled.kind === 'failed') throw new Error(settled.reason);
  return Number(settled.answer.reason);
}

const patienceMs = 15_000;

describe('the model client', () => {
  afterEach(() => Promise.all(clients.splice(0).map(client => client.close())));

  it('lets one process answer one job after the other', async () => {
    const client = open();

    const first = await pidOf(client.ask('route', { question: 'first' }, patienceMs));
    const second = await pidOf(client.ask('route', { question: 'second' }, patienceMs));

    expect(second).toBe(first);
    expect(first).not.toBe(process.pid);
  });

  it('stops waiting at the deadline, and the process goes on answering', async () => {
    const client = open();
    const pid = await pidOf(client.ask('route', { question: 'first' }, patienceMs));

    const late = await client.ask('route', { question: 'dawdle' }, 1);
    const next = await pidOf(client.ask('route', { question: 'next' }, patienceMs));

    expect(late).toEqual({ kind: 'failed', reason: 'no answer within 1 ms' });
    expect(next).toBe(pid);
  });

  it('replaces a process that is stuck in a job', async () => {
    const client = open({ stuckMs: 1 });
    const pid = await pidOf(client.ask('route', { question: 'first' }, patienceMs));

    await client.ask('route', { question: 'hang' }, 1);
    await expect.poll(() => isProcessAlive(pid), { timeout: patienceMs }).toBe(false);
    const next = await pidOf(client.ask('route', { question: 'next' }, patienceMs));

    expect(next).not.toBe(pid);
  });

  it('tells how the process died, and starts another for the next job', async () => {
    const client = open();

    const died = await client.ask('route', { question: 'die' }, patienceMs);
    const next = await client.ask('route', { question: 'next' }, patienceMs);

    expect(died).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/SIGKILL.*a fault in native code/) });
    expect(next.kind).toBe('done');
    expect(client.off).toBeUndefined();
  });

  it('gives up after three deaths in a row and says so ever after', async () => {
    const client = open();

    for (let death = 0; death < 3; death++) await client.ask('route', { question: 'die' }, patienceMs);
    const outcome = await client.ask('route', { question: 'next' }, patienceMs);

    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^images are left alone, because/) });
    expect(client.off).toContain('3 times in a row');
  });

  it('ends an idle process', async () => {
    const client = open({ idleMs: 1 });

    const pid = await pidOf(client.ask('route', { question: 'only' }, patienceMs));

    await expect.poll(() => isProcessAlive(pid), { timeout: patienceMs }).toBe(false);
  });

  it('ends a process that is idle after a job that nobody waited for', async () => {
    const client = open({ idleMs: 500 });
    const pid = await pidOf(client.ask('route', { question: 'first' }, patienceMs));

    const late = await client.ask('route', { question: 'dawdle' }, 1);

    expect(late.kind).toBe('failed');
    await expect.poll(() => isProcessAlive(pid), { timeout: patienceMs }).toBe(false);
  });

  it('starts another process for another router, after the old one has finished its job', async () => {
    const client = open();
    const first = await pidOf(client.ask('route', { question: 'first' }, patienceMs));
    const unfinished = pidOf(client.ask('route', { question: 'dawdle' }, patienceMs));

    client.use({ routerFolder: '/elsewhere' });
    const next = await pidOf(client.ask('route', { question: 'next' }, patienceMs));

    expect(await unfinished).toBe(first);
    expect(next).not.toBe(first);
    await expect.poll(() => isProcessAlive(first), { timeout: patienceMs }).toBe(false);
  });

  it('starts the process before the first job, and only once', async () => {
    const client = open();

    client.prepare();
    const first = await pidOf(client.ask('route', { question: 'first' }, patienceMs));
    client.prepare();
    const second = await pidOf(client.ask('route', { question: 'second' }, patienceMs));

    expect(second).toBe(first);
  });

  it('ends a prepared process that got no job, but later when a picture is expected again', async () => {
    const client = open({ idleMs: 1500 });
    const pid = await pidOf(client.ask('route', { question: 'only' }, patienceMs));

    const again = setInterval(() => client.prepare(), 100);
    await new Promise(resolve => setTimeout(resolve, 2500));
    const wasAlive = isProcessAlive(pid);
    clearInterval(again);

    expect(wasAlive).toBe(true);
    await expect.poll(() => isProcessAlive(pid), { timeout: patienceMs }).toBe(false);
  });

  it('fails open jobs when it is closed', async () => {
    const client = open();
    const unanswered = client.ask('route', { question: 'hang' }, patienceMs);

    await client.close();

    expect(await unanswered).toMatchObject({ kind: 'failed', reason: 'the model process was stopped' });
  });
});

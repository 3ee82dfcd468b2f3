import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import { readEngineFile } from '../../src/process/instance/engineFileOnDisk.ts';
import { EngineLab, eventually } from '../process/engineLab.ts';
import { RoutingLab } from '../routing/routingLab.ts';
import { runClaude } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Claude Code is not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

const script: MockScript = { turns: [[{ kind: 'bash', command: 'echo one' }]], final: 'MOCK-FINAL' };
/** Where the environment leads: nobody listens there, so an answer proves that the settings won. */
const deadUrl = 'http://127.0.0.1:9';
const original = '{\n  "permissions": { "allow": [] },\n  "env": {\n    "MINE": "kept"\n  }\n}\n';

describe.skipIf(client.kind === 'unavailable')('Claude Code, led by the settings of its folder', () => {
  const lab = new EngineLab();

  afterEach(() => lab.stop());

  async function startMock(): Promise<MockUpstream> {
    const mock = await MockUpstream.start({ script });
    lab.onStop(() => mock.stop());
    return mock;
  }

  it('goes through the engine whatever its environment says, and has its file back when the engine ends', async () => {
    using folders = new RoutingLab();
    folders.write(folders.settingsFile, original);
    const mock = await startMock();
    const engine = await lab.engine(folders.home, '--mode', 'audit', '--upstream', `anthropic=${mock.url}`);

    await folders.connect({ port: engine.port, now: Date.now() });
    const answer = await runIn(folders);
    await engine.stop();

    expect(answer).toContain('MOCK-FINAL results=1');
    expect(mock.requests.length).toBeGreaterThanOrEqual(2);
    expect(folders.read()).toBe(original);
    expect(await folders.journal.read()).toEqual([]);
  });

  it('goes on to the gateway that was configured before', async () => {
    using folders = new RoutingLab();
    const gateway = await startMock();
    const withGateway = `{"env":{"ANTHROPIC_BASE_URL":"${gateway.url}"}}`;
    folders.write(folders.settingsFile, withGateway);
    const engine = await lab.engine(folders.home, '--mode', 'audit', '--upstream', `anthropic=${deadUrl}`);

    await folders.connect({ port: engine.port, now: Date.now() });
    const answer = await runIn(folders);
    await engine.stop();

    expect(answer).toContain('MOCK-FINAL results=1');
    expect(folders.read()).toBe(withGateway);
  });

  it('is led back by the next engine when one was killed', async () => {
    using folders = new RoutingLab();
    folders.write(folders.settingsFile, original);
    const killed = await startProcess(folders.home);
    const port = (await eventually(() => readEngineFile(folders.home))).port;
    await folders.connect({ port, now: Date.now() });
    killed.kill('SIGKILL');
    await once(killed, 'exit');

    await lab.engine(folders.home, '--mode', 'audit');
    const led = await eventually(async () => (folders.read()?.includes('api.anthropic.com') ? true : undefined));

    expect(led).toBe(true);
    await expect.poll(() => folders.read(), { timeout: 15_000 }).toBe(original);
    expect(await folders.journal.read()).toEqual([]);
  });
});

async function startProcess(home: string): Promise<ChildProcess> {
  const main = fileURLToPath(new URL('../../src/process/main.ts', import.meta.url));
  return spawn(process.execPath, [main, '--port', '0'], {
    stdio: 'ignore',
    timeout: 60_000,
    env: { ...process.env, HEADROOM_HOME: home },
  });
}

/** With an environment that leads nowhere. */
function runIn({ project, userFolder }: RoutingLab): Promise<string> {
  const args = ['-p', 'Run echo one', '--output-format', 'json', '--allowedTools', 'Bash'];
  return runClaude({ program, folder: project, home: join(userFolder, 'claude-home'), baseUrl: deadUrl, args });
}

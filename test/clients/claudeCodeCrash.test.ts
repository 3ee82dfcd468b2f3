import { describe, expect, it } from 'vitest';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { keepEngine } from '../../src/process/instance/keepEngine.ts';
import { endEngine, startEngine } from '../../src/process/instance/wrappedEngine.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { runClaude } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Claude Code is not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';
const engineProgram = new URL('../../src/process/main.ts', import.meta.url);

describe.skipIf(client.kind === 'unavailable')('Claude Code, whose engine is killed under it', () => {
  it('finishes its work through the engine that comes back', { timeout: 120_000 }, async () => {
    const turns = ['echo one', 'echo two', 'echo three'].map(command => [{ kind: 'bash', command } as const]);
    const mock = await MockUpstream.start({ script: { turns, final: 'MOCK-FINAL' }, eventDelayMs: 40 });
    const home = temporaryFolder();
    const start = (port: number) => {
      const flags = ['--port', String(port), '--upstream', `anthropic=${mock.url}`];
      return startEngine({ home, program: engineProgram, flags, environment: process.env });
    };
    const first = await start(0);
    const keeping = keepEngine(first, { home, restart: start, warn: sentence => console.warn(sentence) });

    const answer = runClaude({
      ...{ program, folder: temporaryFolder(), baseUrl: `http://127.0.0.1:${first.port}` },
      args: ['-p', 'Echo three times', '--output-format', 'json', '--allowedTools', 'Bash'],
    });
    // In the middle of the second answer.
    await expect.poll(() => mock.requests.length, { timeout: 60_000, interval: 10 }).toBe(2);
    process.kill(first.pid, 'SIGKILL');
    const killedAt = performance.now();
    await expect.poll(() => mock.requests.length, { timeout: 60_000, interval: 10 }).toBeGreaterThan(2);
    console.log(`Killed engine: Claude Code was heard again after ${Math.round(performance.now() - killedAt)} ms`);

    expect(await answer).toContain('MOCK-FINAL results=3');
    const last = await keeping.end();
    expect([last.port, last.pid === first.pid]).toEqual([first.port, false]);
    await endEngine(home, last);
    await mock.stop();
  });
});

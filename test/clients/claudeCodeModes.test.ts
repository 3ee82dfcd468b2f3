import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MockUpstream, type MockUpstreamOptions, type RecordedRequest } from '../../scripts/mock/mockUpstream.ts';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { ExchangePage } from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import { EngineLab, eventually, query } from '../process/engineLab.ts';
import { type ClaudeRun, collect, runClaude, startClaude, startInTerminal } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Claude Code's ways of running are not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

const hasTerminals = process.platform === 'linux';
if (!hasTerminals) console.warn('Claude Code in a terminal is tested on Linux only, whose `script` takes a command.');

/** Long enough that a rewritten result is shorter; the loop asks for it once in each prompt. */
const orders = JSON.stringify(
  Array.from({ length: 120 }, (_, i) => ({ id: 10_000 + i, customer: `customer-${(i * 7) % 31}`, status: 'paid' })),
  null,
  2,
);
const script = { turns: [[{ kind: 'bash', command: 'node orders.mjs' }]], final: 'MOCK-FINAL' } as const;

describe.skipIf(client.kind === 'unavailable')("Claude Code's ways of running, in optimize", () => {
  const lab = new EngineLab();
  let folder = '';
  let mock: MockUpstream;
  let engine: RunningEngine;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'headroom-claude-'));
    writeFileSync(join(folder, 'orders.mjs'), `process.stdout.write(${JSON.stringify(orders)});\n`);
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  });

  afterEach(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function open(options: Partial<MockUpstreamOptions> = {}): Promise<Omit<ClaudeRun, 'args'>> {
    mock = await MockUpstream.start({ script, ...options });
    lab.onStop(() => mock.stop());
    const flags = ['--mode', 'optimize', '--deadline-ms', '20000', '--upstream', `anthropic=${mock.url}`];
    engine = await lab.engine(await lab.home(), ...flags);
    return { program, folder, baseUrl: `http://127.0.0.1:${engine.port}` };
  }

  const exchanges = async (count: number): Promise<readonly ExchangeSummary[]> =>
    eventually(async () => {
      const page = await query<ExchangePage>(engine, { type: 'exchanges', limit: 50 });
      return page.exchanges.length >= count ? page.exchanges.toReversed() : undefined;
    });

  it('stream-json: two prompts of one conversation, whose first result is replayed identically in the second', async () => {
    const run = await open();
    const child = startClaude({ ...run, args: [...streaming, '--allowedTools', 'Bash'] });
    const said = collect(child);

    write(child, prompt('List the orders'));
    await expect.poll(() => said().split('"type":"result"').length, { timeout: 60_000 }).toBe(2);
    write(child, prompt('List them again'));
    await expect.poll(() => said().split('"type":"result"').length, { timeout: 60_000 }).toBe(3);
    child.stdin?.end();
    await once(child, 'close');

    const recorded = await exchanges(4);
    expect(new Set(recorded.map(({ conversation }) => conversation)).size).toBe(1);
    const [, first, , last] = resultsOf(mock.requests);
    expect(last).toEqual([...(first ?? []), first?.[0]]);
    expect(String(first?.[0]).length).toBeLessThan(orders.length);
  });

  it.skipIf(!hasTerminals)(
    'a terminal: a prompt with a tool, /compact and the burst of counts of /context, each recorded and answered',
    async () => {
      const run = await open();
      const child = startInTerminal({ ...run, args: ['--permission-mode', 'default', '--allowedTools', 'Bash'] });
      const said = collect(child);

      await type(child, said, { until: '❯', keys: 'List the orders' });
      await expect.poll(said, { timeout: 60_000 }).toMatch(/MOCK-?FINAL/);
      await type(child, said, { until: '❯', keys: '/compact' });
      await expect.poll(said, { timeout: 60_000 }).toContain('Compacted');
      child.kill('SIGKILL');

      const recorded = await exchanges(3);
      expect(recorded.every(({ status }) => status === 200)).toBe(true);
      expect(resultsOf(mock.requests).flat()[0]?.length).toBeLessThan(orders.length);
    },
  );

  it('a sub-agent: a branch of the same conversation', async () => {
    const task = { description: 'List orders', prompt: 'List the orders', subagent_type: 'general-purpose' };
    const run = await open({
      script: { turns: [[{ kind: 'tool', name: 'Agent', input: task }]], final: 'MOCK-FINAL' },
    });

    const answer = await runClaude({ ...run, args: [...printing, '--allowedTools', 'Bash', 'Agent'] });

    expect(answer).toContain('MOCK-FINAL results=1');
    const recorded = await exchanges(3);
    const branches = recorded.filter(({ branch }) => branch !== undefined);
    expect(branches.length).toBeGreaterThan(0);
    expect(branches.length).toBeLessThan(recorded.length);
  });

  it('an overloaded provider: the client tries again by itself and its answer arrives', async () => {
    const overloaded = { kind: 'error', status: 529, type: 'overloaded_error', message: 'Overloaded' } as const;
    const run = await open({ script: { turns: [[overloaded]], final: '' } });
    const answering = runClaude({ ...run, args: [...printing, '--allowedTools', 'Bash'] });
    await eventually(async () => (mock.requests.length >= 2 ? true : undefined));
    mock.play(script);
    const answer = await answering;

    expect(answer).toContain('MOCK-FINAL results=1');
    const recorded = await exchanges(4);
    expect(recorded.slice(0, 2).map(({ status }) => status)).toEqual([529, 529]);
  });

  it('a prompt that is too long: the provider’s own message reaches the person', async () => {
    const message = 'prompt is too long: 250000 tokens > 200000 maximum';
    const run = await open({
      script: { turns: [[{ kind: 'error', status: 400, type: 'invalid_request_error', message }]], final: '' },
    });

    const answer = await runClaude({ ...run, args: printing });

    expect(answer).toMatch(/prompt is too long/i);
  });

  it('a client that is killed in the middle of an answer: recorded as cancelled, and the engine goes on', async () => {
    const run = await open({ eventDelayMs: 400 });
    const child = startClaude({ ...run, args: printing });
    child.stdin?.end();
    await eventually(async () => (mock.requests.length > 0 ? true : undefined));
    await new Promise(resolve => setTimeout(resolve, 600));
    child.kill('SIGKILL');

    const [cut] = await exchanges(1);
    expect(cut).toMatchObject({ fault: 'the client left during the answer' });
    expect((await fetch(`${run.baseUrl}/headroom/health`)).ok).toBe(true);
  });
});

const printing = ['-p', 'List the orders', '--output-format', 'json'];
const streaming = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose'];

function prompt(text: string): unknown {
  return { type: 'user', message: { role: 'user', content: [{ type: 'text', text }] } };
}

function write(child: ChildProcess, message: unknown): void {
  child.stdin?.write(`${JSON.stringify(message)}\n`);
}

/** Keys that come together with Return are taken for pasted text. */
async function type(
  child: ChildProcess,
  said: () => string,
  { until, keys }: { readonly until: string; readonly keys: string },
): Promise<void> {
  await expect.poll(said, { timeout: 60_000 }).toContain(until);
  await new Promise(resolve => setTimeout(resolve, 1_500));
  child.stdin?.write(keys);
  await new Promise(resolve => setTimeout(resolve, 1_000));
  child.stdin?.write('\r');
}

/** The tool results of each request that a model answered. */
function resultsOf(requests: readonly RecordedRequest[]): readonly (readonly string[])[] {
  return requests
    .filter(({ path }) => path.startsWith('/v1/messages?'))
    .map(({ body }) => {
      const { messages }: { readonly messages: readonly { readonly content: unknown }[] } = JSON.parse(String(body));
      return messages
        .flatMap(({ content }) => (Array.isArray(content) ? content : []))
        .filter(part => part.type === 'tool_result')
        .map(part => (typeof part.content === 'string' ? part.content : JSON.stringify(part.content)));
    });
}

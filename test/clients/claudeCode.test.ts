import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MockUpstream, type RecordedRequest } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { BlockView, ExchangePage } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import { EngineLab, eventually, query } from '../process/engineLab.ts';
import { runClaude } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';
import { WireTap } from './wireTap.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Claude Code is not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

/** Judging is timed in production; a test machine under load must not fail for its speed. */
const flags = ['--deadline-ms', '20000'];

/** Two rounds of tools: a program that prints records, then a file read. */
const script: MockScript = {
  turns: [[{ kind: 'bash', command: 'node orders.mjs' }], [{ kind: 'read', path: 'notes.txt' }]],
  final: 'MOCK-FINAL',
};

describe.skipIf(client.kind === 'unavailable')('Claude Code through the proxy', () => {
  const lab = new EngineLab();
  let project = '';
  let mock: MockUpstream;
  let tap: WireTap;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'headroom-claude-'));
    writeProject(project);
  });

  afterEach(() => lab.stop());

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  async function runThrough(
    mode: string,
    tools: readonly string[] = [],
  ): Promise<{ engine: RunningEngine; answer: string }> {
    mock = await MockUpstream.start({ script });
    lab.onStop(() => mock.stop());
    const engine = await lab.engine(await lab.home(), ...flags, '--mode', mode, '--upstream', `anthropic=${mock.url}`);
    tap = await WireTap.start(engine.port);
    lab.onStop(() => tap.stop());
    const args = [
      '-p',
      'Run the tests and read the notes',
      '--output-format',
      'json',
      '--allowedTools',
      'Read',
      'Bash',
    ];
    const answer = await runClaude({ program, folder: project, baseUrl: tap.url, args: [...args, ...tools] });
    return { engine, answer };
  }

  it('relays every request of a tool loop byte for byte in audit, and records it', async () => {
    const { engine, answer } = await runThrough('audit');

    expect(answer).toContain('MOCK-FINAL results=2');
    const page = await recorded(engine, 3);
    expect(page.exchanges.map(exchange => exchange.client)).toEqual(Array(3).fill('Claude Code'));
    const written = messagesOf(tap.requests).map(({ body }) => sha256(body));
    expect(messagesOf(mock.requests).map(({ body }) => sha256(body))).toEqual(written);
    expect(written).toHaveLength(3);
    expect(new Set(page.exchanges.map(exchange => exchange.conversation)).size).toBe(1);
  });

  it('changes nothing but the replaced result in optimize, keeps its decision, and gives the original back', async () => {
    const { engine, answer } = await runThrough('optimize');

    expect(answer).toContain('MOCK-FINAL results=2');
    const page = await recorded(engine, 3);
    const newest = page.exchanges[0];
    if (newest === undefined) throw new Error('Nothing was recorded');
    const detail = await query<ExchangeDetail>(engine, { type: 'exchange', id: newest.id });
    const replaced = detail.receipts.find(receipt => receipt.transform !== 'none');
    expect(replaced).toMatchObject({ kind: 'toolResult', tool: 'Bash', fresh: false });
    expect(newest.tokensAfter).toBeLessThan(newest.tokensBefore);

    const [second, third] = messagesOf(mock.requests)
      .slice(1)
      .map(request => toolResults(request));
    expect(third?.[0]).toBe(second?.[0]);
    const view = await query<BlockView>(engine, {
      type: 'block',
      exchange: newest.id,
      position: replaced?.block ?? -1,
    });
    expect(view.after).toBe(third?.[0]);
    expect(sha256(view.before)).toBe(sha256(orders));
    expect(undone(mock, view)).toEqual(messagesOf(tap.requests).map(({ body }) => sha256(body)));
    console.log(
      `scripted loop in optimize: ${newest.tokensBefore} → ${newest.tokensAfter} tokens, ${newest.requestBytes} → ${newest.sentBytes} bytes`,
    );
  });
});

/** What the program prints: records as an API gives them. */
const orders = JSON.stringify(
  Array.from({ length: 120 }, (_, i) => ({
    id: 10_000 + i,
    customer: `customer-${(i * 7) % 31}`,
    status: i === 77 ? 'failed' : 'paid',
    total: (i * 1375) / 100,
  })),
  null,
  2,
);

function writeProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'orders.mjs'), `process.stdout.write(${JSON.stringify(orders)});\n`);
  writeFileSync(join(folder, 'notes.txt'), 'one\ntwo\nthree\n');
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
}

/** Hashes of what went upstream with the original put back: equal to what the client wrote, or something else changed too. */
function undone(mock: MockUpstream, view: BlockView): readonly string[] {
  const [before, after] = [JSON.stringify(view.before), JSON.stringify(view.after)];
  return messagesOf(mock.requests).map(({ body }) =>
    sha256(Buffer.from(body.toString('utf8').replace(after, () => before))),
  );
}

function messagesOf<Request extends { readonly path: string }>(requests: readonly Request[]): readonly Request[] {
  return requests.filter(request => request.path.startsWith('/v1/messages') && !request.path.includes('count_tokens'));
}

function recorded(engine: RunningEngine, count: number): Promise<ExchangePage> {
  return eventually(async () => {
    const page = await query<ExchangePage>(engine, { type: 'exchanges', limit: 50 });
    return page.exchanges.length >= count ? page : undefined;
  });
}

interface WireMessage {
  readonly content: string | readonly { readonly type: string; readonly content?: unknown }[];
}

function toolResults(request: RecordedRequest): readonly unknown[] {
  const body = JSON.parse(request.body.toString('utf8')) as { readonly messages: readonly WireMessage[] };
  return body.messages
    .flatMap(message => (typeof message.content === 'string' ? [] : message.content))
    .filter(part => part.type === 'tool_result')
    .map(part => (typeof part.content === 'string' ? part.content : firstText(part.content)));
}

function firstText(content: unknown): unknown {
  return Array.isArray(content) ? (content[0] as { readonly text?: unknown } | undefined)?.text : undefined;
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

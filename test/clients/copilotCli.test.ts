import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { MockUpstream, type MockUpstreamOptions, type RecordedRequest } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import { findEngine } from '../../src/process/instance/engineFileOnDisk.ts';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { BlockView, ExchangePage } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import { EngineLab, eventually, query } from '../process/engineLab.ts';
import { accountVariables, CopilotProject, orders } from './copilotRun.ts';
import { installCopilotCli } from './installClient.ts';
import { WireTap } from './wireTap.ts';

const client = await installCopilotCli();
if (client.kind === 'unavailable') console.warn(`Copilot CLI is not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

/** Two rounds of tools: a program that prints records, then a short command. */
const script: MockScript = {
  turns: [[{ kind: 'bash', command: 'node orders.mjs' }], [{ kind: 'bash', command: 'echo two' }]],
  final: 'MOCK-FINAL',
};

const account = { defaultModel: 'claude-sonnet-4.6', offersWebSockets: false };

/** The three wire formats, each with a model that Copilot asks in it. */
const wires = [
  { format: 'anthropic', model: 'claude-sonnet-4.6', path: '/v1/messages' },
  { format: 'openai-responses', model: 'gpt-5.4', path: '/responses' },
  { format: 'openai-chat', model: 'gemini-3.8-flash', path: '/chat/completions' },
] as const;

/** What a person sets for a provider of their own. */
const ownKeys = [
  {
    wire: 'Messages',
    path: '/v1/messages',
    variables: (url: string) => ({
      ...{ COPILOT_PROVIDER_TYPE: 'anthropic', COPILOT_PROVIDER_BASE_URL: url, COPILOT_MODEL: 'claude-sonnet-4.5' },
    }),
  },
  {
    wire: 'Responses',
    path: '/v1/responses',
    variables: (url: string) => ({
      ...{ COPILOT_PROVIDER_TYPE: 'openai', COPILOT_PROVIDER_BASE_URL: `${url}/v1`, COPILOT_MODEL: 'gpt-5.2' },
      COPILOT_PROVIDER_WIRE_API: 'responses',
    }),
  },
  {
    wire: 'Chat Completions',
    path: '/v1/chat/completions',
    variables: (url: string) => ({
      ...{ COPILOT_PROVIDER_TYPE: 'openai', COPILOT_PROVIDER_BASE_URL: `${url}/v1`, COPILOT_MODEL: 'gpt-4.1' },
    }),
  },
] as const;

describe.skipIf(client.kind === 'unavailable')('Copilot CLI through the proxy', () => {
  const lab = new EngineLab();
  afterEach(() => lab.stop());

  async function setUp(mode: string, options: Partial<MockUpstreamOptions> = {}) {
    const mock = await MockUpstream.start({ script, copilot: account, ...options });
    lab.onStop(() => mock.stop());
    // Judging is timed in production; a test machine under load must not fail for its speed.
    const flags = ['--deadline-ms', '20000', '--mode', mode];
    const upstreams = ['copilot', 'openai', 'anthropic'].flatMap(name => ['--upstream', `${name}=${mock.url}`]);
    const engine = await lab.engine(await lab.home(), ...flags, ...upstreams);
    const tap = await WireTap.start(engine.port);
    lab.onStop(() => tap.stop());
    const project = new CopilotProject();
    lab.onStop(() => project[Symbol.dispose]());
    return { mock, engine, tap, project };
  }

  it.each(wires)(
    'relays a tool loop with $model byte for byte in audit, and records it as $format',
    async ({ format, model, path }) => {
      const { mock, engine, tap, project } = await setUp('audit');

      const variables = accountVariables(`${tap.url}/w/shop/copilot`, mock.url);
      const { output } = await project.run(program, variables, '--model', model);

      expect(output).toContain('MOCK-FINAL results=2');
      const page = await recorded(engine, 3);
      expect(page.exchanges).toHaveLength(3);
      for (const exchange of page.exchanges) {
        expect(exchange).toMatchObject({ client: 'Copilot CLI', provider: 'copilot', project: 'shop', format, path });
        expect(exchange.usage?.output).toBeGreaterThan(0);
      }
      expect(page.exchanges[0]?.usage?.cacheRead).toBeGreaterThan(1000);
      expect(new Set(page.exchanges.map(({ conversation }) => conversation)).size).toBe(1);
      const written = hashes(tap.requests, path);
      expect(hashes(mock.requests, path)).toEqual(written);
      expect(written).toHaveLength(3);
      expect(mock.requests.map(request => request.path)).toContain('/models');
    },
  );

  it.each(wires)(
    'changes nothing but the replaced result of $model in optimize, and keeps its decision',
    async ({ model, path }) => {
      const { mock, engine, tap, project } = await setUp('optimize');

      const variables = accountVariables(`${tap.url}/copilot`, mock.url);
      const { output } = await project.run(program, variables, '--model', model);

      expect(output).toContain('MOCK-FINAL results=2');
      const newest = (await recorded(engine, 3)).exchanges[0];
      const detail = await query<ExchangeDetail>(engine, { type: 'exchange', id: newest?.id });
      const replaced = detail.receipts.find(receipt => receipt.transform !== 'none');
      expect(replaced).toMatchObject({ kind: 'toolResult', tool: 'bash', fresh: false });
      expect(detail.tokensAfter).toBeLessThan(detail.tokensBefore);
      const view = await query<BlockView>(engine, { type: 'block', exchange: detail.id, position: replaced?.block });
      expect(view.before).toContain(orders);
      expect(hashes(undone(mock, view), path)).toEqual(hashes(tap.requests, path));
      console.log(`${model} in optimize: ${detail.tokensBefore} → ${detail.tokensAfter} tokens`);
    },
  );

  it.each(['audit', 'optimize'])('speaks over a WebSocket in %s, whose messages are recorded and stay', async mode => {
    const { mock, engine, project } = await setUp(mode, { copilot: { ...account, offersWebSockets: true } });

    const variables = accountVariables(`http://127.0.0.1:${engine.port}/copilot`, mock.url);
    const { output } = await project.run(program, variables, '--model', 'gpt-5.4');

    expect(output).toContain('MOCK-FINAL results=2');
    const page = await recorded(engine, 3);
    const messages = mock.requests.filter(({ method }) => method === 'WS');
    expect(messages).toHaveLength(3);
    expect(page.exchanges.map(({ sentBytes }) => sentBytes).toReversed()).toEqual(
      messages.map(({ body }) => body.byteLength),
    );
    for (const exchange of page.exchanges) {
      expect(exchange).toMatchObject({ client: 'Copilot CLI', format: 'openai-responses', status: 200 });
      expect(exchange.usage?.output).toBeGreaterThan(0);
    }
  });

  it.each(ownKeys)("with a key of one's own speaks $wire through the proxy", async ({ path, variables }) => {
    const { mock, engine, tap, project } = await setUp('audit');

    const own = { ...variables(tap.url), COPILOT_PROVIDER_API_KEY: 'sk-test', COPILOT_OFFLINE: 'true' };
    const { output } = await project.run(program, own);

    expect(output).toContain('MOCK-FINAL results=2');
    const page = await recorded(engine, 3);
    expect(page.exchanges.map(({ client: name }) => name)).toEqual(Array(3).fill('Copilot CLI'));
    expect(hashes(mock.requests, path)).toEqual(hashes(tap.requests, path));
  });

  it('tells by telemetry what its requests cost, whether they come this way or not', async () => {
    const { mock, engine, project } = await setUp('audit');
    const receiver = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${engine.port}/otel` };

    await project.run(
      program,
      { ...accountVariables(mock.url, mock.url), ...receiver },
      '--model',
      'claude-sonnet-4.6',
    );
    const watched = await recorded(engine, 3);
    const both = { ...accountVariables(`http://127.0.0.1:${engine.port}/copilot`, mock.url), ...receiver };
    await project.run(program, both, '--model', 'claude-sonnet-4.6');
    const { exchanges } = await recorded(engine, 6);

    for (const exchange of watched.exchanges) {
      expect(exchange).toMatchObject({ client: 'Copilot CLI', provider: 'copilot', watchedBy: 'telemetry' });
      expect(exchange.tokensBefore).toBeGreaterThan(10_000);
      expect(exchange.cost?.source).toBe('measured');
    }
    expect(exchanges).toHaveLength(6);
    expect(exchanges.filter(({ watchedBy }) => watchedBy === undefined)).toHaveLength(3);
  });

  it('runs by headroom wrap copilot, which leaves nothing behind', async () => {
    const { mock, project } = await setUp('audit');
    const home = await lab.home();
    const { COPILOT_API_URL: _, ...account } = accountVariables('', mock.url);

    const { output, code } = await project.wrap(program, { ...account, HEADROOM_HOME: home }, [
      ...['--mode', 'audit', '--upstream', `copilot=${mock.url}`],
    ]);

    expect(output).toContain('MOCK-FINAL results=2');
    expect(code).toBe(0);
    expect(mock.requests.filter(({ path }) => path.endsWith('/v1/messages'))).toHaveLength(3);
    await expect.poll(() => findEngine(home), { timeout: 15_000 }).toBeUndefined();
  });

  it("shows the provider's own error", async () => {
    const { mock, engine, project } = await setUp('optimize');
    mock.play({
      turns: [[{ kind: 'error', status: 400, type: 'invalid_request_error', message: 'MOCK-SAYS-NO' }]],
      final: '',
    });

    const variables = accountVariables(`http://127.0.0.1:${engine.port}/copilot`, mock.url);
    const { output, code } = await project.run(program, variables, '--model', 'claude-sonnet-4.6');

    expect(output).toContain('MOCK-SAYS-NO');
    expect(code).not.toBe(0);
    expect((await recorded(engine, 1)).exchanges.at(-1)?.status).toBe(400);
  });

  it('ends the upstream request when a person stops it in the middle of an answer', async () => {
    const { mock, engine, project } = await setUp('optimize', { eventDelayMs: 1_000 });
    const variables = accountVariables(`http://127.0.0.1:${engine.port}/copilot`, mock.url);
    const child = project.start(program, variables, '--model', 'claude-sonnet-4.6');
    await eventually(async () => mock.requests.find(({ path }) => path.endsWith('/v1/messages')));

    child.kill('SIGINT');
    await once(child, 'close');

    const [exchange] = (await recorded(engine, 1)).exchanges;
    expect(exchange?.fault).toMatch(/client left/);
  });

  it('says at once that the proxy is gone', async () => {
    const { mock, project } = await setUp('audit');

    const { output, code } = await project.run(program, accountVariables('http://127.0.0.1:9/copilot', mock.url));

    expect(code).not.toBe(0);
    expect(output).toMatch(/connect|fetch|reach|network|load/i);
  });
});

function hashes(requests: readonly { readonly path: string; readonly body: Buffer }[], path: string) {
  return requests
    .filter(request => request.path.endsWith(path))
    .map(({ body }) => createHash('sha256').update(body).digest('hex'));
}

/** What went upstream with the original put back: equal to what the client wrote, or something else changed too. */
function undone(mock: MockUpstream, view: BlockView): readonly RecordedRequest[] {
  const [before, after] = [JSON.stringify(view.before), JSON.stringify(view.after)];
  return mock.requests.map(request => ({
    ...request,
    body: Buffer.from(request.body.toString('utf8').replace(after, () => before)),
  }));
}

function recorded(engine: RunningEngine, count: number): Promise<ExchangePage> {
  return eventually(async () => {
    const page = await query<ExchangePage>(engine, { type: 'exchanges', limit: 50 });
    return page.exchanges.length >= count ? page : undefined;
  });
}

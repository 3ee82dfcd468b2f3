import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BlockView, ExchangePage, Overview, SimulationView } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';
import { answerJson, jsonHeaders, send, sha256 } from '../proxy/proxyLab.ts';
import { ask, EngineLab, eventually, query } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const records = JSON.stringify(
  Array.from({ length: 200 }, (_, id) => ({
    id,
    name: `item ${id}`,
    state: id % 7 === 0 ? 'open' : 'closed',
    size: id * 3,
  })),
  null,
  2,
);

/** The client holds our retrieval tool, so that omission may begin. */
function requestWith(result: string, id = 'toolu_1', more: readonly unknown[] = []): string {
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 50,
    tools: [{ name: 'mcp__headroom__retrieve', description: 'Fetches an original', input_schema: { type: 'object' } }],
    messages: [
      { role: 'user', content: 'List the items' },
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'list_items', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: result }] },
      ...more,
    ],
  });
}

async function exchangeOf(engine: Parameters<typeof query>[0], count = 1): Promise<ExchangeDetail> {
  const page = await eventually(async () => {
    const found = await query<ExchangePage>(engine, { type: 'exchanges', limit: 10 });
    return found.exchanges.length >= count ? found : undefined;
  });
  return query<ExchangeDetail>(engine, { type: 'exchange', id: page.exchanges[0]?.id });
}

describe('a whole engine', { timeout: 30_000 }, () => {
  it('sends a new result smaller, shows it, and gives the original back byte for byte, after a restart too', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const home = await lab.home();
    const flags = ['--mode', 'optimize', '--deadline-ms', '5000', '--upstream', `anthropic=${upstream.url}`];
    const engine = await lab.engine(home, ...flags);

    await send(engine.port, { headers: jsonHeaders, body: requestWith(records) });
    const sentFirst = upstream.last.body.toString();
    const exchange = await exchangeOf(engine);
    const receipt = exchange.receipts.find(({ kind }) => kind === 'toolResult');
    const block = await query<BlockView>(engine, { type: 'block', exchange: exchange.id, position: receipt?.block });

    expect(sentFirst.length).toBeLessThan(requestWith(records).length / 2);
    expect(exchange.tokensAfter).toBeLessThan(exchange.tokensBefore);
    expect(exchange.usage).toMatchObject({ input: 10, output: 5 });
    expect(block.before).toBe(records);
    expect(sentFirst).toContain(JSON.stringify(block.after).slice(1, -1));

    await engine.stop();
    const again = await lab.engine(home, ...flags);
    const later = requestWith(records, 'toolu_1', [
      { role: 'assistant', content: 'Done' },
      { role: 'user', content: 'Thanks' },
    ]);
    await send(again.port, { headers: jsonHeaders, body: later });
    const original = await ask(again, '/headroom/api/retrieve', { handle: receipt?.handle });

    expect(upstream.last.body.toString().startsWith(sentFirst.slice(0, -2))).toBe(true);
    expect(sha256(Buffer.from(await original.arrayBuffer()))).toBe(sha256(Buffer.from(records)));
  });

  it('changes nothing in audit and tells what optimize would have saved', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const engine = await lab.engine(await lab.home(), '--upstream', `anthropic=${upstream.url}`);

    await send(engine.port, { headers: jsonHeaders, body: requestWith(records) });
    const exchange = await exchangeOf(engine);

    expect(upstream.last.body.toString()).toBe(requestWith(records));
    expect(exchange.tokensAfter).toBe(exchange.tokensBefore);
    expect(exchange.couldSave?.tokens).toBeGreaterThan(500);
  });

  it('simulates a text and a recorded exchange', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const engine = await lab.engine(await lab.home(), '--upstream', `anthropic=${upstream.url}`);
    await send(engine.port, { headers: jsonHeaders, body: requestWith(records) });
    const { id } = await exchangeOf(engine);

    const pasted = await query<SimulationView>(engine, {
      type: 'simulate',
      subject: { kind: 'text', text: records },
      options: {},
    });
    const recorded = await query<SimulationView>(engine, {
      type: 'simulate',
      subject: { kind: 'exchange', id },
      options: { savingsProfile: 'lossless' },
    });

    expect(pasted.tokensSaved).toBeGreaterThan(500);
    expect(recorded.options.savingsProfile).toBe('lossless');
    expect(recorded.tokensSaved).toBeGreaterThan(0);
  });

  it('switches its mode while it runs, and tells open panels', async () => {
    const engine = await lab.engine(await lab.home());
    const seen: string[] = [];
    engine.state.subscribe(event => seen.push(event.type));

    await query(engine, { type: 'setMode', mode: 'simulate' });
    await query(engine, { type: 'setProfile', profile: 'agent-90' });
    const overview = await query<Overview>(engine, { type: 'overview' });

    expect(overview.status).toMatchObject({
      mode: 'simulate',
      profile: 'agent-90',
      state: 'running',
      version: '1.2.3',
    });
    expect(seen).toEqual(['statusChanged', 'statusChanged']);
    expect((await ask(engine, '/headroom/api/query', { type: 'setMode', mode: 'fast' })).status).toBe(400);
  });

  it('relays on when it is stopped, and ends when asked to', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const engine = await lab.engine(await lab.home(), '--mode', 'optimize', '--upstream', `anthropic=${upstream.url}`);

    await ask(engine, '/headroom/api/shutdown', { after: 'relay' });
    const reply = await send(engine.port, { headers: jsonHeaders, body: requestWith(records) });
    const health = await (await ask(engine, '/headroom/health')).json();
    await ask(engine, '/headroom/api/shutdown', { after: 'exit' });
    await engine.exitAsked;

    expect(reply.status).toBe(200);
    expect(upstream.last.body.toString()).toBe(requestWith(records));
    expect(health).toMatchObject({ status: 'relay' });
  });

  it('keeps its files for its owner, and takes engine.json and lock away at the end', async () => {
    const home = await lab.home();
    const engine = await lab.engine(home);
    const files = ['engine.json', 'token', 'headroom.db', 'headroom.db.lock'];
    const modes = await Promise.all(files.map(async name => (await stat(join(home, name))).mode & 0o777));
    const announced = JSON.parse(await readFile(join(home, 'engine.json'), 'utf8'));

    await engine.stop();

    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect(announced).toEqual({ pid: process.pid, port: engine.port, token: engine.token, version: '1.2.3' });
    await expect(stat(join(home, 'engine.json'))).rejects.toThrow('ENOENT');
    await expect(stat(join(home, 'headroom.db.lock'))).rejects.toThrow('ENOENT');
  });

  it('refuses a second engine on its store, and takes over from a dead one', async () => {
    const home = await lab.home();
    const first = await lab.engine(home);

    await expect(lab.engine(home)).rejects.toThrow(/Another Headroom engine .* uses the store .*--store/s);
    await first.stop();
    await writeFile(join(home, 'headroom.db.lock'), '{"pid":999999999,"port":1}');
    const second = await lab.engine(home);

    expect(second.port).toBeGreaterThan(0);
  });

  it('says who holds its port', async () => {
    const upstream = await lab.upstream((_, response) => response.end('hello'));
    const engine = await lab.engine(await lab.home());

    const homes = [await lab.home(), await lab.home()] as const;

    await expect(lab.engine(homes[0], '--port', String(upstream.port))).rejects.toThrow(
      `Port ${upstream.port} is in use by another program. Choose another port`,
    );
    await expect(lab.engine(homes[1], '--port', String(engine.port))).rejects.toThrow(
      `Port ${engine.port} is in use by another Headroom engine (process ${process.pid}`,
    );
  });

  it('refuses an upstream that is its own port, and a proxy that nobody can use', async () => {
    const homes = [await lab.home(), await lab.home()] as const;

    await expect(
      lab.engine(homes[0], '--port', '18787', '--upstream', 'anthropic=http://localhost:18787'),
    ).rejects.toThrow(/"anthropic" is http:\/\/localhost:18787, which is this engine itself.*--upstream/);
    await expect(lab.engineIn({ HTTPS_PROXY: 'gopher://x' }, homes[1])).rejects.toThrow(
      'HTTPS_PROXY names a proxy that cannot be used.',
    );
  });

  it('tells people that certificates are not checked', async () => {
    const engine = await lab.engineIn({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, await lab.home());

    expect(lab.logs.at(-1)).toContain('not checked');
    expect(engine.state.status().notice).toContain('not checked');
  });

  it('knows a running conversation again after a restart', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const home = await lab.home();
    const flags = ['--upstream', `anthropic=${upstream.url}`];
    const later = [
      { role: 'assistant', content: 'Done' },
      { role: 'user', content: 'Thanks' },
    ];

    const engine = await lab.engine(home, ...flags);
    await send(engine.port, { headers: jsonHeaders, body: requestWith('short') });
    const before = await exchangeOf(engine);
    await engine.stop();
    const again = await lab.engine(home, ...flags);
    await send(again.port, { headers: jsonHeaders, body: requestWith('short', 'toolu_1', later) });
    const after = await exchangeOf(again, 2);

    expect(after).toMatchObject({ conversation: before.conversation, parent: before.id });
  });

  it('runs without a store, and then omits nothing', async () => {
    const upstream = await lab.upstream((_, response) => answerJson(response));
    const flags = ['--store', 'none', '--mode', 'optimize', '--deadline-ms', '5000'];
    const engine = await lab.engine(await lab.home(), ...flags, '--upstream', `anthropic=${upstream.url}`);

    await send(engine.port, { headers: jsonHeaders, body: requestWith(records) });

    expect(upstream.last.body.toString()).toMatch(/199,597|"size": ?597/);
    expect(upstream.last.body.toString()).not.toMatch(/__headroom_truncated|omitted|get:/);
  });
});

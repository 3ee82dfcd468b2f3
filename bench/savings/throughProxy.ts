import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseEngineFlags } from '../../src/process/engineFlags.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { runEngine } from '../../src/process/runEngine.ts';
import type { Profile } from '../../src/shared/modes.ts';
import type { Item } from './corpus.ts';

/** What reached the upstream of one item, and how long the request took. */
export interface Passage {
  readonly name: string;
  readonly sent: string;
  readonly ms: number;
}

/**
 * Sends every item as a new tool result through a whole engine with its usual deadline, one request after the other. An item
 * that is not judged in time arrives as it was.
 */
export async function sendThroughProxy(items: readonly Item[], profile: Profile): Promise<readonly Passage[]> {
  const upstream = await Upstream.start();
  const home = await mkdtemp(join(tmpdir(), 'headroom-bench-'));
  const engine = await runEngine({
    environment: {},
    settings: parseEngineFlags([
      ...['--port', '0', '--mode', 'optimize', '--profile', profile, '--assume-retrieval'],
      ...['--upstream', `anthropic=http://127.0.0.1:${upstream.port}`],
    ]),
    home,
    files: programFiles(new URL('../../src/process/main.ts', import.meta.url).href),
    version: 'bench',
    log: () => undefined,
  });
  try {
    await warmUp(engine.port, upstream);
    const passages: Passage[] = [];
    for (const [i, item] of items.entries()) {
      const body = requestFor(item, i + 1);
      const startedAt = performance.now();
      await post(engine.port, body);
      passages.push({ name: item.name, sent: upstream.lastResult(), ms: performance.now() - startedAt });
    }
    return passages;
  } finally {
    await engine.stop();
    await upstream.stop();
    await rm(home, { recursive: true, force: true });
  }
}

const mostWarmUps = 40;
const inTimeInARow = 4;

/** An engine that runs for a while has practised: it is asked until it judges in time again and again. */
async function warmUp(port: number, upstream: Upstream): Promise<void> {
  let inTime = 0;
  for (let n = 0; n < mostWarmUps && inTime < inTimeInARow; n++) {
    const text = Array.from({ length: 400 }, (_, i) => `INFO served request ${i} of ${n} in ${i % 7} ms`).join('\n');
    await post(port, requestFor({ name: 'warm-up', text }, -n - 1));
    inTime = upstream.lastResult() === text ? 0 : inTime + 1;
  }
}

/** A conversation of its own for every item, so that each is judged as if it were alone. */
function requestFor(item: Item, position: number): string {
  const id = `toolu_${position + mostWarmUps + 1}`;
  const input = {
    ...(item.command !== undefined && { command: item.command }),
    ...(item.path !== undefined && { file_path: item.path }),
  };
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 1,
    messages: [
      { role: 'user', content: `Conversation ${position}: run it.` },
      { role: 'assistant', content: [{ type: 'tool_use', id, name: item.tool ?? 'Bash', input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: item.text }] },
    ],
  });
}

async function post(port: number, body: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'bench' },
    body,
  });
  await response.arrayBuffer();
}

/** Answers at once and keeps the last request. */
class Upstream {
  readonly port: number;
  readonly #server: ReturnType<typeof createServer>;
  readonly #last: { body: string };

  private constructor(server: ReturnType<typeof createServer>, port: number, last: { body: string }) {
    this.#server = server;
    this.port = port;
    this.#last = last;
  }

  static async start(): Promise<Upstream> {
    const last = { body: '' };
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', part => parts.push(part));
      request.on('end', () => {
        last.body = Buffer.concat(parts).toString('utf8');
        response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address() as AddressInfo;
    return new Upstream(server, address.port, last);
  }

  lastResult(): string {
    const { messages } = JSON.parse(this.#last.body);
    const content: unknown = messages.at(-1)?.content[0]?.content;
    if (typeof content === 'string') return content;
    return Array.isArray(content) ? content.map(part => part.text).join('') : '';
  }

  async stop(): Promise<void> {
    await new Promise<void>(resolve => this.#server.close(() => resolve()));
  }
}

const answer = JSON.stringify({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', stop_reason: 'end_turn' },
  ...{ content: [{ type: 'text', text: 'ok' }], usage: { input_tokens: 1, output_tokens: 1 } },
});

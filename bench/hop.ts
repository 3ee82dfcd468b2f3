import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ExchangeFacts } from '../src/engine/analysis/exchangeFacts.ts';
import type { Decision, DecisionBook } from '../src/engine/plan/decision.ts';
import { WorkerJudge } from '../src/process/judging/workerJudge.ts';
import type { AdminHandlers } from '../src/proxy/ports.ts';
import { ProxyServer } from '../src/proxy/proxyServer.ts';
import type { Mode } from '../src/shared/modes.ts';
import { defaultOptions } from '../src/shared/options.ts';

/**
 * Added latency of one hop: the least that Node can do, a bare relay, audit and optimize against a direct connection. Client, upstream and proxies run
 * in threads of their own; the arms take turns, round by round, so that noise of the machine meets all of them alike.
 *
 * node bench/hop.ts [--rounds 7] [--small 300] [--large 30]
 */
interface Role {
  readonly kind: 'upstream' | 'pipe' | 'proxy';
  readonly mode?: Mode;
  readonly upstream?: number;
}

interface Load {
  readonly name: string;
  readonly count: number;
  body(turn: number): Buffer;
}

async function play(role: Role): Promise<void> {
  parentPort?.postMessage(await startRole(role));
}

function startRole({ kind, mode = 'off', upstream = 0 }: Role): Promise<number> {
  switch (kind) {
    case 'upstream':
      return startUpstream();
    case 'pipe':
      return startPipe(upstream);
    case 'proxy':
      return startProxy(mode, upstream);
  }
}

/** The least that a hop in Node can do: nothing kept, nothing retried, headers through objects. */
function startPipe(upstreamPort: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true });
  return listen(
    http.createServer((request, response) => {
      const { method, url, headers } = request;
      const options = { host: '127.0.0.1', port: upstreamPort, method, path: url, headers, agent };
      request.pipe(
        http.request(options, answer => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        }),
      );
    }),
  );
}

function listen(server: http.Server): Promise<number> {
  server.keepAliveTimeout = 60_000;
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function startUpstream(): Promise<number> {
  const answer = JSON.stringify({
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', stop_reason: 'end_turn' },
    ...{ content: [{ type: 'text', text: 'ok '.repeat(200) }], usage: { input_tokens: 10, output_tokens: 5 } },
  });
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
      response.end(answer);
    });
  });
  return listen(server);
}

async function startProxy(mode: Mode, upstreamPort: number): Promise<number> {
  const judge = new WorkerJudge(new URL('../src/process/judging/judgeWorker.ts', import.meta.url));
  const options = defaultOptions('proxy');
  await judge.warmUp(options, ['claude-sonnet-4-5']);
  await judge.practise(options, 'claude-sonnet-4-5');
  // The analysis has its own thread in the engine; what the relay pays for it is handing over the facts.
  const analysis = new Worker('require("node:worker_threads").parentPort.on("message", () => undefined)', {
    eval: true,
  });
  const server = new ProxyServer({
    token: 'bench',
    upstreams: { anthropic: `http://127.0.0.1:${upstreamPort}` },
    settings: () => ({ mode, profile: 'balanced', options, isStopped: false }),
    optionsFor: settings => settings.options,
    editing: {
      book: new MemoryBook(),
      judge,
      handleKey: () => new Uint8Array(32),
      deadlineMs: 150,
      canRetrieve: () => true,
    },
    recorder: { started: () => undefined, record: (facts: ExchangeFacts) => analysis.postMessage(facts) },
    admin: noAdmin,
    maxBodyBytes: 64 * 1024 * 1024,
    newId: randomUUID,
    now: Date.now,
  });
  await server.listen(0);
  return server.port;
}

class MemoryBook implements DecisionBook {
  readonly #decisions = new Map<string, Decision>();
  #replaces = false;

  find(_project: string, identity: string): Decision | undefined {
    return this.#decisions.get(identity);
  }

  hasReplacements(): boolean {
    return this.#replaces;
  }

  async commit(_project: string, decisions: readonly Decision[]): Promise<void> {
    for (const decision of decisions) {
      this.#decisions.set(decision.identity, decision);
      this.#replaces ||= decision.outcome.kind === 'replace';
    }
  }
}

const noAdmin: AdminHandlers = {
  health: () => ({ product: 'headroom-context-mri', status: 'ok', version: 'bench', mode: 'off', pid: 0 }),
  query: async () => undefined,
  retrieve: async () => ({ kind: 'missing', message: '' }),
  compressText: () => Promise.reject(new Error('not in this bench')),
  compress: () => Promise.reject(new Error('not in this bench')),
  stats: async () => undefined,
  metrics: async () => undefined,
  telemetry: () => undefined,
  shutdown: () => undefined,
  subscribe: () => () => undefined,
  windowOpened: () => () => undefined,
  pageFile: async () => undefined,
};

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      small: { type: 'string', default: '300' },
      large: { type: 'string', default: '30' },
    },
  });
  const loads: readonly Load[] = [
    { name: '2 KB, nothing to judge', count: Number(values.small), body: () => smallBody },
    { name: '1 MB, nothing new', count: Number(values.large), body: () => largeBody },
    { name: '1 MB, one new 16 KB log', count: Number(values.large), body: turn => withNewLog(turn) },
  ];
  const upstream = await start({ kind: 'upstream' });
  const arms = new Map([
    ['direct', upstream],
    ['node pipe', await start({ kind: 'pipe', upstream })],
  ]);
  for (const mode of ['off', 'audit', 'optimize'] as const) {
    arms.set(mode === 'off' ? 'bare relay' : mode, await start({ kind: 'proxy', mode, upstream }));
  }
  for (const load of loads) await measureLoad(load, arms, Number(values.rounds));
  process.exit(0);
}

async function measureLoad(load: Load, arms: ReadonlyMap<string, number>, rounds: number): Promise<void> {
  const times = new Map([...arms.keys()].map(name => [name, [] as number[]]));
  let turn = 0;
  for (let round = -1; round < rounds; round++) {
    for (const [name, port] of arms) {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (let i = 0; i < load.count; i++) {
        const body = load.body(++turn);
        const startMs = performance.now();
        await post(port, body, agent);
        // The first round warms sockets and code.
        if (round >= 0) times.get(name)?.push(performance.now() - startMs);
      }
      agent.destroy();
    }
  }
  print(load, times);
}

function print(load: Load, times: ReadonlyMap<string, readonly number[]>): void {
  const direct = quantiles(times.get('direct') ?? []);
  const relay = quantiles(times.get('bare relay') ?? []);
  console.log(`\n${load.name} (ms; ${times.get('direct')?.length} requests per arm)`);
  console.log('arm          p50      p99      added p50  added p99  ×direct  ×bare relay');
  for (const [name, samples] of times) {
    const own = quantiles(samples);
    const cells = [own.p50, own.p99, own.p50 - direct.p50, own.p99 - direct.p99].map(ms => ms.toFixed(3).padStart(7));
    const ratios = [own.p50 / direct.p50, own.p50 / relay.p50].map(ratio => ratio.toFixed(2).padStart(6));
    console.log(
      `${name.padEnd(11)} ${cells[0]}  ${cells[1]}   ${cells[2]}    ${cells[3]}   ${ratios[0]}   ${ratios[1]}`,
    );
  }
}

function quantiles(samples: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function start(role: Role): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: role });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function post(port: number, body: Buffer, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.byteLength };
    const request = http.request({ host: '127.0.0.1', port, method: 'POST', path: '/v1/messages', headers, agent });
    request.once('error', reject);
    request.once('response', response => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`status ${response.statusCode}`));
      });
    });
    request.end(body);
  });
}

const smallBody = Buffer.from(
  JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 64,
    messages: [{ role: 'user', content: 'x'.repeat(2000) }],
  }),
);

function turns(count: number): unknown[] {
  return Array.from({ length: count }, (_, i) => [
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: `toolu_${i}`, name: 'Bash', input: { command: `step ${i}` } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${i}`, content: logText(i, 3800) }] },
  ]).flat();
}

function logText(seed: number, chars: number): string {
  const lines: string[] = [];
  for (let size = 0, i = 0; size < chars; i++) {
    const line = `2026-11-21T04:${String(i % 60).padStart(2, '0')}:00Z INFO worker-${seed} handled request ${seed * 1000 + i} in ${(i * 7) % 90} ms`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

const history = [{ role: 'user', content: 'Find out why the build is slow.' }, ...turns(250)];

function conversation(more: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 64, messages: [...history, ...more] }));
}

const largeBody = conversation([
  { role: 'assistant', content: 'Done.' },
  { role: 'user', content: 'Thanks.' },
]);

function withNewLog(turn: number): Buffer {
  const id = `toolu_new_${turn}`;
  return conversation([
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'npm test' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: logText(turn, 16_000) }] },
  ]);
}

if (isMainThread) await measure();
else await play(workerData);

/**
 * A small stand-in for the engine process that speaks its admin surface. Runs as a program:
 * `node fakeEngine.ts --port N --mode M` with `HEADROOM_HOME` set.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adminPaths } from '../../src/shared/adminApi.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    mode: { type: 'string', default: 'audit' },
    config: { type: 'string' },
    upstream: { type: 'string', multiple: true },
    // Of the fake alone.
    release: { type: 'string', default: 'fake' },
    streams: { type: 'string', default: '0' },
  },
});
const home = process.env.HEADROOM_HOME ?? '';
const engineFile = join(home, 'engine.json');
const token = 'a-token-for-tests';
const streams = new Set<ServerResponse>();
let mode = values.mode;
let pausedUntil: number | undefined;
let isStopped = false;

if (values.port === '1') {
  console.error('Port 1 is reserved by the system. Choose a port above 1023 with --port.');
  process.exit(1);
}
// Bounded: a test that forgets to stop it leaves nothing behind.
setTimeout(() => process.exit(3), 30_000).unref();

const status = () => ({
  state: isStopped ? 'relay' : 'running',
  version: values.release,
  pid: process.pid,
  port: addressPort(),
  mode: pausedUntil === undefined ? mode : 'off',
  profile: 'balanced',
  startedAt: 0,
  ...(pausedUntil !== undefined && { pausedUntil, modeAfterPause: mode }),
});

const answers: Record<string, (query: Record<string, unknown>) => unknown> = {
  overview: () => ({ status: status(), today: { tokensSaved: 12_400 } }),
  pause: ({ forMs }) => {
    pausedUntil = Date.now() + Number(forMs);
    tellAll();
    return status();
  },
  setMode: query => {
    mode = String(query.mode);
    pausedUntil = undefined;
    isStopped = false;
    tellAll();
    return status();
  },
};

const server = createServer(async (request, response) => {
  if (request.url === adminPaths.health) {
    return send(response, 200, {
      product: 'headroom-context-mri',
      status: isStopped ? 'relay' : 'ok',
      version: values.release,
      mode,
      pid: process.pid,
      inFlight: Number(values.streams),
    });
  }
  if (request.headers.authorization !== `Bearer ${token}`) {
    return send(response, 401, { error: { message: 'Wrong token.' } });
  }
  if (request.url === adminPaths.events) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': connected\n\n');
    streams.add(response);
    return undefined;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  if (request.url === adminPaths.shutdown) {
    isStopped = true;
    send(response, 202, {});
    tellAll();
    if (body.after === 'exit') end();
    return undefined;
  }
  if (body.type === 'crash') process.exit(7);
  const answer = answers[body.type];
  return answer === undefined
    ? send(response, 400, { error: { message: `The fake cannot answer ${body.type}.` } })
    : send(response, 200, answer(body));
});

server.listen(Number(values.port), '127.0.0.1', () => {
  const { release: version } = values;
  writeFileSync(engineFile, JSON.stringify({ pid: process.pid, port: addressPort(), token, version }));
  console.log(`listening on http://127.0.0.1:${addressPort()}`);
});

function addressPort(): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function tellAll(): void {
  for (const stream of streams)
    stream.write(`data: ${JSON.stringify({ type: 'statusChanged', status: status() })}\n\n`);
}

function end(): void {
  rmSync(engineFile, { force: true });
  for (const stream of streams) stream.end();
  setTimeout(() => process.exit(0), 20);
}

function send(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

import { createHash } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HubRequest } from '../../../src/models/hub/hubRequest.ts';

/** What an answer does instead of being right. */
type Fault = 'cut' | 'stall' | 'damage' | 'busy';

/** Answers like the hub, on this machine: large files are redirected to another path, with their checksum stated first. */
export class StandInHub {
  readonly asked: string[] = [];
  /** Per file, what its next answers shall do. */
  readonly faults: Record<string, Fault[]> = {};
  readonly #files: Readonly<Record<string, Buffer>>;
  readonly #server: http.Server;

  constructor(files: Readonly<Record<string, Buffer>>) {
    this.#files = files;
    this.#server = http.createServer((request, response) => this.#answer(request, response));
  }

  async listen(): Promise<URL> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    this.asked.push(`${url}${headers.range === undefined ? '' : ` ${headers.range}`}`);
    if (url.startsWith('/api/models/')) return void response.end(JSON.stringify({ sha: 'f'.repeat(40) }));
    const isStored = url.startsWith('/stored/');
    const name = url
      .split('/')
      .slice(isStored ? 2 : 5)
      .join('/');
    const file = this.#files[name];
    if (file === undefined) return void response.writeHead(404).end();
    if (!isStored && name.endsWith('.onnx')) {
      const sha256 = createHash('sha256').update(file).digest('hex');
      const statement = { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': file.length };
      return void response.writeHead(302, { location: `/stored/${name}`, ...statement }).end();
    }
    this.#send(file, this.faults[name]?.shift(), headers.range, response);
  }

  #send(file: Buffer, fault: Fault | undefined, range: string | undefined, response: ServerResponse): void {
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    if (fault === 'busy') return void response.writeHead(503).end();
    const body = fault === 'damage' ? Buffer.alloc(file.length, 'x') : file.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length });
    if (fault === undefined || fault === 'damage') return void response.end(body);
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => {
      // Not before the other side has taken up what was sent: a stream that breaks drops what nobody has read.
      if (fault === 'cut') setTimeout(() => response.destroy(), 100);
    });
  }
}

/** Node's own way to the stand-in. */
export const plainRequest: HubRequest = (url, headers) =>
  new Promise((resolve, reject) => {
    http
      .get(url, { headers, agent: false }, response =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: response,
          cancel: () => response.destroy(),
        }),
      )
      .on('error', reject);
  });

import { createServer, type Server, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request body as the client wrote it, before the proxy saw it. */
export interface TappedRequest {
  readonly path: string;
  readonly body: Buffer;
}

/** Stands between a client and the proxy and keeps what the client wrote, so that both ends can be compared. */
export class WireTap {
  readonly requests: TappedRequest[] = [];
  readonly #server: Server;

  private constructor(targetPort: number) {
    this.#server = createServer(async (incoming, answer) => {
      const body = Buffer.concat(await incoming.toArray());
      this.requests.push({ path: incoming.url ?? '', body });
      const { host: _host, ...headers } = incoming.headers;
      const onward = sendRequest(
        { host: '127.0.0.1', port: targetPort, method: incoming.method, path: incoming.url, headers },
        response => {
          answer.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(answer);
        },
      );
      onward.on('error', () => answer.destroy());
      onward.end(body);
    });
  }

  static async start(targetPort: number): Promise<WireTap> {
    const tap = new WireTap(targetPort);
    await new Promise<void>(resolve => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

import http, { type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';
import { Lab } from './proxyLab.ts';

/** A private authority and a server's certificate from it, valid from yesterday for a week. */
export interface Certificates {
  readonly authority: string;
  readonly key: string;
  readonly certificate: string;
}

let made: Promise<Certificates> | undefined;

/** Made once per test file: keys take time. */
export function certificates(): Promise<Certificates> {
  made ??= makeCertificates();
  return made;
}

async function makeCertificates(): Promise<Certificates> {
  const dayMs = 24 * 60 * 60 * 1000;
  const valid = {
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + 7 * dayMs),
    keyType: 'ec',
    algorithm: 'sha256',
  } as const;
  const authority = await generate([{ name: 'commonName', value: 'A company' }], {
    ...valid,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'gateway.test' }], {
    ...valid,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'gateway.test' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { authority: authority.cert, key: server.private, certificate: server.cert };
}

/** Proxies and TLS servers on this machine. Names under `.test` exist only behind the proxies, which all lead here. */
export class NetworkLab extends Lab {
  async secureUpstream(answer: RequestListener): Promise<{ readonly port: number; readonly server: https.Server }> {
    const { key, certificate } = await certificates();
    const server = https.createServer({ key, cert: certificate }, answer);
    return { port: await this.#listen(server), server };
  }

  /** A forward proxy that wants `user:secret` and keeps what it was asked for; `https` speaks TLS to its clients too. */
  async httpProxy(scheme: 'http' | 'https' = 'http'): Promise<HttpProxy> {
    const { key, certificate } = await certificates();
    const asked: string[] = [];
    const isAllowed = ({ headers }: IncomingMessage): boolean => headers['proxy-authorization'] === credentials;
    const server = scheme === 'https' ? https.createServer({ key, cert: certificate }) : http.createServer();
    server.on('request', (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (!isAllowed(request)) {
        response.writeHead(407).end();
        return;
      }
      const { pathname, search, port } = new URL(request.url ?? '');
      const { 'proxy-authorization': _, ...headers } = request.headers;
      const onward = { host: '127.0.0.1', port, method: request.method ?? 'GET', path: pathname + search, headers };
      request.pipe(
        http.request(onward, answer => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response);
        }),
      );
    });
    server.on('connect', (request: IncomingMessage, socket: Duplex) => {
      asked.push(`CONNECT ${request.url}`);
      if (!isAllowed(request)) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
        return;
      }
      const onward = net.connect(portIn(request.url ?? ''), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        join(socket, onward);
      });
    });
    return { asked, port: await this.#listen(server) };
  }

  /** Speaks as much of SOCKS 5 as a client without credentials needs: RFC 1928, CONNECT to a name or an address. */
  async socksProxy(): Promise<HttpProxy> {
    const asked: string[] = [];
    const server = net.createServer(socket => {
      socket.once('data', () => {
        socket.write(Buffer.from([5, 0]));
        socket.once('data', (request: Buffer) => {
          const isName = request[3] === 3;
          const end = isName ? 5 + (request[4] ?? 0) : 8;
          const host = isName ? request.toString('latin1', 5, end) : [...request.subarray(4, 8)].join('.');
          const port = request.readUInt16BE(end);
          asked.push(`${host}:${port}`);
          const onward = net.connect(port, '127.0.0.1', () => {
            socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
            join(socket, onward);
          });
        });
      });
    });
    return { asked, port: await this.#listen(server) };
  }

  async #listen(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      socket.on('error', () => socket.destroy());
      sockets.add(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    this.onStop(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>(resolve => server.close(() => resolve()));
    });
    return (server.address() as AddressInfo).port;
  }
}

export interface HttpProxy {
  readonly port: number;
  readonly asked: readonly string[];
}

const credentials = `Basic ${Buffer.from('user:secret').toString('base64')}`;

function portIn(authority: string): number {
  return Number(authority.slice(authority.lastIndexOf(':') + 1));
}

function join(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroy());
  }
}

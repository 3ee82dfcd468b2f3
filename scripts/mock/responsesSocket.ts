import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { SseEvent } from './mockUpstream.ts';

/** Answers every message on a `/responses` WebSocket with the events of a stream, one message each. */
export function serveResponses(
  server: Server,
  converse: (message: Buffer, path: string) => readonly SseEvent[],
): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '/';
    if (!/\/responses(?:\?|$)/.test(path)) {
      socket.end('HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, client => {
      client.on('message', message => {
        const bytes = Array.isArray(message) ? Buffer.concat(message) : Buffer.from(message as Buffer);
        for (const { data } of converse(bytes, path)) client.send(data);
      });
    });
  });
  return sockets;
}

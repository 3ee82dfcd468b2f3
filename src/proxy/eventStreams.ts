import type { ServerResponse } from 'node:http';
import type { PanelEvent } from '../shared/panelProtocol.ts';

/** A comment now and then shows both ends that the connection lives. */
const heartbeatMs = 15_000;

/** The open event streams of panels. */
export class EventStreams {
  readonly #subscribe: (listener: (event: PanelEvent) => void) => () => void;
  readonly #open = new Set<ServerResponse>();

  constructor(subscribe: (listener: (event: PanelEvent) => void) => () => void) {
    this.#subscribe = subscribe;
  }

  serve(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write(': connected\n\n');
    const unsubscribe = this.#subscribe(event => response.write(`data: ${JSON.stringify(event)}\n\n`));
    const heartbeat = setInterval(() => response.write(': alive\n\n'), heartbeatMs);
    this.#open.add(response);
    response.once('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      this.#open.delete(response);
    });
  }

  closeAll(): void {
    for (const response of this.#open) response.end();
  }
}

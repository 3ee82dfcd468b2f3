import { explainUnreachable } from '../../proxy/explainUnreachable.ts';
import { pathAt, type Upstream } from '../../proxy/upstreams.ts';
import { type Network, WayOut } from '../../proxy/wayOut.ts';

/** Longer than a slow network needs for a connection, shorter than a person waits for a check. */
const timeoutMs = 5_000;

export type UpstreamAnswer =
  | { readonly kind: 'answers'; readonly status: number }
  | { readonly kind: 'silent'; readonly reason: string };

/** Whether an upstream can be reached by the way that requests take. Any answer will do: the question carries no key. */
export async function probeUpstream(upstream: Upstream, network: Network): Promise<UpstreamAnswer> {
  const wayOut = new WayOut(network);
  try {
    return { kind: 'answers', status: await ask(upstream, wayOut) };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return { kind: 'silent', reason: explainUnreachable(upstream, failure, wayOut) };
  } finally {
    wayOut.close();
  }
}

function ask(upstream: Upstream, wayOut: WayOut): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = wayOut.request(upstream, {
      method: 'HEAD',
      path: pathAt(upstream, '/'),
      headers: ['host', upstream.host],
      maxHeaderSize: 64 * 1024,
    });
    const timer = setTimeout(
      () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} seconds`)),
      timeoutMs,
    );
    request.once('close', () => clearTimeout(timer));
    request.once('error', reject);
    request.once('response', response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.end();
  });
}

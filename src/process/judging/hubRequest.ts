import type { HubRequest } from '../../models/hub/hubRequest.ts';
import { parseUpstream, type Upstream } from '../../proxy/upstreams.ts';
import type { WayOut } from '../../proxy/wayOut.ts';

/** Longer heads than this are no answer of a hub. */
const maxHeaderSize = 64 * 1024;

/** Downloads take the way that requests to providers take: the same proxies, the same trusted authorities. */
export function hubRequest(wayOut: WayOut): HubRequest {
  const upstreams = new Map<string, Upstream>();
  return async (url, headers) => {
    const upstream = upstreams.get(url.origin) ?? parseUpstream('hub', url.origin);
    upstreams.set(url.origin, upstream);
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<HubRequest>>>();
    const given = {
      host: upstream.host,
      'user-agent': 'headroom-context-mri',
      'accept-encoding': 'identity',
      ...headers,
    };
    const request = wayOut.request(upstream, {
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: Object.entries(given).flat(),
      maxHeaderSize,
    });
    request.on('error', reject);
    request.on('response', response =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: response,
        cancel: () => response.destroy(),
      }),
    );
    request.end();
    return promise;
  };
}

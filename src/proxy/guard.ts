import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away before anything else is looked at. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * A web page can make its browser talk to loopback: under a name of its own that resolves here (then `Host` betrays it),
 * across origins (then `Origin` does), or by a link, a picture or a script (then only `Sec-Fetch-Site` does). Programs
 * send none of them.
 */
export function refuseForeigner(
  headers: IncomingHttpHeaders,
  port: number,
  admits: { readonly ownPage: boolean },
): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!hosts.includes(headers.host?.toLowerCase() ?? '')) {
    return {
      status: 403,
      code: 'foreign_host',
      message: `This address is reached as ${hosts[0]}, not by another name.`,
    };
  }
  const { origin } = headers;
  const isOwnPage = admits.ownPage && hosts.some(host => origin === `http://${host}`);
  if (origin !== undefined && !isOwnPage) {
    return { status: 403, code: 'foreign_origin', message: 'Web pages may not send requests through this proxy.' };
  }
  if (isOfForeignPage(headers) && !(admits.ownPage && headers['sec-fetch-dest'] === 'document')) {
    return { status: 403, code: 'foreign_origin', message: 'Web pages may not load anything from this proxy.' };
  }
  return undefined;
}

/** A request with mode `cors` has an `Origin`, or comes from a program with a browser's network stack. */
function isOfForeignPage(headers: IncomingHttpHeaders): boolean {
  const isForeign = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
  return isForeign && (headers['sec-fetch-mode'] === 'no-cors' || headers['sec-fetch-mode'] === 'navigate');
}

/** Compares digests, so that neither length nor content of the token shows in the time it takes. */
export function isTokenRight(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

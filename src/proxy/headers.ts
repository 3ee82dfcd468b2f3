/** Headers as `name, value, name, value…`: the order, spelling and repetition of the sender, as `rawHeaders` gives them. */
export type RawHeaders = readonly string[];

/** They speak about one connection, not about the message (RFC 9110 §7.6.1), so each hop has its own. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

export function headerOf(headers: RawHeaders, name: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === name) return headers[at + 1];
  }
  return undefined;
}

/** How the body of a request that leaves here is framed. */
export type Framing =
  /** As the client framed it: its own `content-length`, or chunks. */
  | { readonly kind: 'asReceived' }
  /** A body of our own making, sent plain: the old length and coding would be lies. */
  | { readonly kind: 'replaced'; readonly bytes: number }
  /** A body that was read whole, so the client's question whether to send it is answered already. */
  | { readonly kind: 'collected' };

/** The client's headers for the upstream: its own `Host`, its own framing, nothing that was meant for us. */
export function requestHeadersFor(received: RawHeaders, host: string, framing: Framing): string[] {
  const sent: string[] = [];
  const isForUs = namesOfThisHop(received);
  let hasHost = false;
  let isFramed = false;
  for (let at = 0; at + 1 < received.length; at += 2) {
    const name = received[at] ?? '';
    const value = received[at + 1] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'host') {
      if (!hasHost) sent.push(name, host);
      hasHost = true;
    } else if (lower === 'transfer-encoding') {
      if (framing.kind === 'replaced' && !isFramed) sent.push('content-length', String(framing.bytes));
      if (framing.kind !== 'replaced' && !isFramed) sent.push(name, 'chunked');
      isFramed = true;
    } else if (lower === 'content-length') {
      if (!isFramed) sent.push(name, framing.kind === 'replaced' ? String(framing.bytes) : value);
      isFramed = true;
    } else if (lower === 'content-encoding' && framing.kind === 'replaced') {
      // The new body is plain.
    } else if (lower === 'expect' && framing.kind !== 'asReceived') {
      // Answered here.
    } else if (!isForUs(lower)) {
      sent.push(name, value);
    }
  }
  if (!hasHost) sent.unshift('host', host);
  return sent;
}

/** The upstream's headers for the client. */
export function responseHeadersFor(received: RawHeaders): string[] {
  const sent: string[] = [];
  const isOfHop = namesOfThisHop(received);
  for (let at = 0; at + 1 < received.length; at += 2) {
    const name = received[at] ?? '';
    if (!isOfHop(name.toLowerCase())) sent.push(name, received[at + 1] ?? '');
  }
  return sent;
}

/** For an upgrade, `Connection` and `Upgrade` are the request itself and travel on. */
export function upgradeHeadersFor(received: RawHeaders, host: string): string[] {
  const sent: string[] = [];
  for (let at = 0; at + 1 < received.length; at += 2) {
    const name = received[at] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'host') sent.push(name, host);
    else if (!isOurs(lower) && !lower.startsWith('proxy-')) sent.push(name, received[at + 1] ?? '');
  }
  return sent;
}

/** `rawTrailers` as the pairs that `addTrailers` wants. */
export function trailerPairs(rawTrailers: RawHeaders): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawTrailers.length; at += 2) pairs.push([rawTrailers[at] ?? '', rawTrailers[at + 1] ?? '']);
  return pairs;
}

/** A digest or signature over the body: an edit would break it, so such requests are never edited. */
export function hasBodySignature(headers: RawHeaders): boolean {
  return headers.some((name, at) => at % 2 === 0 && bodySignatures.test(name));
}

const bodySignatures = /^(?:content-md5|content-digest|repr-digest|digest|signature|x-amz-content-sha256)$/i;

function isOurs(lowerName: string): boolean {
  return lowerName.startsWith('x-headroom-');
}

/** Hop-by-hop headers, those that `Connection` names, and ours. */
function namesOfThisHop(headers: RawHeaders): (lowerName: string) => boolean {
  const named = new Set<string>();
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() !== 'connection') continue;
    for (const option of (headers[at + 1] ?? '').split(',')) named.add(option.trim().toLowerCase());
  }
  // Whoever names these in `Connection` is mistaken: without them the message itself would change.
  for (const name of ['close', 'content-length', 'content-encoding', 'content-type', 'host']) named.delete(name);
  return name => hopByHop.has(name) || isOurs(name) || named.has(name);
}

/** One answer of the hub: its head is here, its body comes. */
export interface HubAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection when the rest of the body is not wanted. */
  cancel(): void;
}

/** A GET on whatever way this machine has to the internet. Rejects when nobody can be reached. */
export type HubRequest = (url: URL, headers: Readonly<Record<string, string>>) => Promise<HubAnswer>;

/** A download that did not come about. The message says what stood in its way. */
export class HubError extends Error {
  /** True when another try may go better: a cut line, a busy server. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HubError';
    this.mayPass = mayPass;
  }
}

/** What the hub says of a file before it sends the reader on to where the bytes lie. */
export interface FileStatement {
  /** SHA-256 of the content, for large files. */
  readonly sha256?: string;
  /** Git's name of the content, for small ones: SHA-1 over its length and bytes. */
  readonly blob?: string;
  readonly bytes?: number;
}

const maxRedirects = 5;

/** Asks, and follows to where the bytes lie. Silence before the head counts as unreachable after `headMs`. */
export async function requestFile(
  request: HubRequest,
  url: URL,
  { headers, headMs }: { readonly headers: Readonly<Record<string, string>>; readonly headMs: number },
): Promise<{ readonly answer: HubAnswer; readonly statement: FileStatement }> {
  let at = url;
  let statement: FileStatement = {};
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const answer = await inTime(request(at, headers), headMs, at).catch(error => {
      throw error instanceof HubError ? error : new HubError(`${at.host} cannot be reached: ${reasonOf(error)}`, true);
    });
    statement = { ...statementOf(answer), ...statement };
    const location = answer.status >= 300 && answer.status < 400 ? text(answer, 'location') : undefined;
    if (location === undefined) return { answer, statement };
    answer.cancel();
    at = new URL(location, at);
  }
  throw new HubError(`${url.host} sends in circles`, false);
}

/** Rejects when nothing comes in time; what comes later is cancelled. */
async function inTime(answer: Promise<HubAnswer>, headMs: number, { host }: URL): Promise<HubAnswer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    answer.then(
      tooLate => tooLate.cancel(),
      () => undefined,
    );
    reject(new HubError(`${host} does not answer within ${headMs / 1000} s`, true));
  }, headMs);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function statementOf(answer: HubAnswer): FileStatement {
  const tag = (text(answer, 'x-linked-etag') ?? text(answer, 'etag'))?.replace(/^W\//, '').replaceAll('"', '');
  const bytes = Number(text(answer, 'x-linked-size') ?? Number.NaN);
  return {
    ...(tag !== undefined && /^[0-9a-f]{64}$/.test(tag) && { sha256: tag }),
    ...(tag !== undefined && /^[0-9a-f]{40}$/.test(tag) && { blob: tag }),
    ...(Number.isSafeInteger(bytes) && { bytes }),
  };
}

function text({ headers }: HubAnswer, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

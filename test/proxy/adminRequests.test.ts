import { describe, expect, it } from 'vitest';
import { parseCompressTextRequest, parseRetrieveRequest, parseShutdownRequest } from '../../src/proxy/adminRequests.ts';
import { RefusedRequest } from '../../src/proxy/ports.ts';

describe('a request to our own API', () => {
  it('is taken as it is when it fits', () => {
    const wish = { handle: 'abc', lines: { from: 2, to: 5 }, pattern: 'error' };

    expect(parseRetrieveRequest(wish)).toEqual(wish);
    expect(parseRetrieveRequest({ handle: 'abc', other: 1 })).toEqual({ handle: 'abc' });
    expect(parseShutdownRequest({ after: 'exit' })).toEqual({ after: 'exit' });
    expect(parseCompressTextRequest({ text: '', tool: 'Bash' })).toEqual({ text: '', tool: 'Bash' });
  });

  it.each([
    [parseRetrieveRequest, {}, 'handle'],
    [parseRetrieveRequest, { handle: '' }, 'handle'],
    [parseRetrieveRequest, { handle: 'a'.repeat(101) }, 'handle'],
    [parseRetrieveRequest, { handle: 'a', lines: { from: 0, to: 1 } }, 'lines.from'],
    [parseRetrieveRequest, { handle: 'a', lines: { from: 1 } }, 'lines.to'],
    [parseRetrieveRequest, { handle: 'a', pattern: 'x'.repeat(1001) }, 'pattern'],
    [parseRetrieveRequest, null, 'the body'],
    [parseRetrieveRequest, [], 'the body'],
    [parseShutdownRequest, { after: 'never' }, 'after'],
    [parseCompressTextRequest, { text: 1 }, 'text'],
  ])('that does not fit is refused by the name of what is wrong: %o %j', (parse, input, name) => {
    expect(() => parse(input)).toThrow(RefusedRequest);
    expect(() => parse(input)).toThrow(new RegExp(`^${name}: `));
  });
});

import { describe, expect, it } from 'vitest';
import { readPosted } from '../../../src/process/onDemand/postedCompression.ts';

function read(json: string) {
  const { body, ...rest } = readPosted(Buffer.from(json));
  return { body: Buffer.from(body).toString('utf8'), ...rest };
}

describe('readPosted', () => {
  it('cuts out the request as it is spelt, and takes everything else for options', () => {
    const posted = read('{"model":"gpt-4o", "messages": [ {"role":"user","n":1.0} ], "protect_recent": 0}');

    expect(posted).toEqual({
      body: '[ {"role":"user","n":1.0} ]',
      model: 'gpt-4o',
      options: { protectRecent: 0 },
    });
  });

  it('takes an array of messages as it is', () => {
    expect(read(' [{"role":"user","content":"Hi"}]')).toEqual({
      body: ' [{"role":"user","content":"Hi"}]',
      options: {},
    });
  });

  it('takes a whole request of any format', () => {
    const posted = read('{"body":{"contents":[]},"format":"gemini"}');

    expect(posted).toEqual({ body: '{"contents":[]}', format: 'gemini', options: {} });
  });

  it('lets explicit options win over the configuration, however either spells them', () => {
    const posted = read('{"messages":[],"protectRecent":2,"config":{"protect_recent":8,"keep_turns":1}}');

    expect(posted.options).toEqual({ protectRecent: 2, keepTurns: 1 });
  });

  it.each([
    ['"text"', 'neither an array nor an object'],
    ['{"messages":5}', '"messages" is no array'],
    ['{"model":"m","max_tokens":9,"messages":[]}', 'Unknown option "max_tokens". A whole request goes into "body"'],
    ['{}', 'Give either "messages"'],
    ['{"messages":[],"body":{}}', 'Give either "messages"'],
    ['{"messages":[],"model":5}', 'model is 5'],
    ['{"messages":[],"format":"xml"}', 'format is "xml"'],
    ['{"messages":[],"config":3}', 'config is 3'],
  ])('refuses %s', (json, message) => {
    expect(() => read(json)).toThrow(message);
  });
});

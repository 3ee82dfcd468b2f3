import { describe, expect, it } from 'vitest';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';
import {
  type CacheHit,
  type CachePiece,
  CacheSimulator,
  cacheRulesOf,
} from '../../../src/engine/plan/cacheSimulator.ts';

const minute = 60_000;

/** A conversation with one cache; pieces are written as `name:tokens`, with `*` (5 minutes) or `**` (an hour) for a mark. */
function cacheOf(model: string) {
  const cache = new CacheSimulator();
  const rules = cacheRulesOf(resolveModel(model));
  return (text: string, atMs = 0, scope = model): CacheHit =>
    cache.use({ rules, scope, pieces: text.split(' ').map(readPiece), atMs });
}

function readPiece(text: string): CachePiece {
  const [, key = '', tokens = '0', stars = ''] = /^(\w+):(\d+)(\**)$/.exec(text) ?? [];
  return { key, tokens: Number(tokens), ...(stars !== '' && { mark: stars === '**' ? '1h' : '5m' }) };
}

describe('breakpoints, as Anthropic has them', () => {
  it('writes up to the last mark and reads it back in the next turn', () => {
    const send = cacheOf('claude-sonnet-4-5');

    expect(send('system:2000* ask:100*')).toMatchObject({ input: 0, read: 0, write5m: 2100, write1h: 0 });
    expect(send('system:2000* ask:100 call:50 result:400*')).toMatchObject({
      input: 0,
      read: 2100,
      write5m: 450,
      write1h: 0,
    });
  });

  it('tells how many pieces were found', () => {
    const send = cacheOf('claude-sonnet-4-5');
    send('system:2000* ask:100*');

    expect(send('system:2000* ask:100 call:50 result:400*').piecesRead).toBe(2);
    expect(send('other:2000* ask:100*').piecesRead).toBe(0);
  });

  it('caches nothing without a mark, nor below the smallest prefix', () => {
    const send = cacheOf('claude-sonnet-4-5');

    expect(send('system:2000 ask:100')).toMatchObject({ input: 2100, read: 0, write5m: 0, write1h: 0 });
    expect(send('system:1000*')).toMatchObject({ input: 1000, read: 0, write5m: 0, write1h: 0 });
  });

  it('reads what comes before a change only where a mark stood', () => {
    const send = cacheOf('claude-sonnet-4-5');
    send('system:2000* ask:100 old:500*');

    expect(send('system:2000* ask:100 new:400*')).toMatchObject({ read: 2000, write5m: 500 });
  });

  it('looks back twenty blocks and no further', () => {
    const added = (count: number): string => Array.from({ length: count }, (_, i) => `b${i}:10`).join(' ');
    const near = cacheOf('claude-sonnet-4-5');
    const far = cacheOf('claude-sonnet-4-5');
    near('system:2000 ask:100*');
    far('system:2000 ask:100*');

    expect(near(`system:2000 ask:100 ${added(18)} last:10*`).read).toBe(2100);
    expect(far(`system:2000 ask:100 ${added(19)} last:10*`).read).toBe(0);
  });

  it('forgets after five minutes without a read; a read starts them anew', () => {
    const send = cacheOf('claude-sonnet-4-5');
    send('system:2000*');

    expect(send('system:2000*', 4 * minute).read).toBe(2000);
    expect(send('system:2000*', 8 * minute).read).toBe(2000);
    expect(send('system:2000*', 14 * minute).read).toBe(0);
  });

  it('keeps what was written for an hour, at its own price', () => {
    const send = cacheOf('claude-sonnet-4-5');

    expect(send('system:2000** ask:100*')).toMatchObject({ input: 0, read: 0, write5m: 100, write1h: 2000 });
    expect(send('system:2000** ask:100*', 30 * minute)).toMatchObject({ read: 2000, write5m: 100 });
  });

  it('shares nothing between models', () => {
    const send = cacheOf('claude-sonnet-4-5');
    send('system:2000*');

    expect(send('system:2000*', 0, 'claude-opus-5').read).toBe(0);
  });
});

describe('the automatic cache, as OpenAI has it', () => {
  it('reads the longest common prefix in steps of 128 tokens', () => {
    const send = cacheOf('gpt-5');
    send('system:1500 ask:100');

    expect(send('system:1500 ask:100 call:50 result:400').read).toBe(1536);
    expect(send('system:1500 other:100').read).toBe(1408);
  });

  it('caches nothing below 1,024 tokens', () => {
    const send = cacheOf('gpt-5');
    send('system:900 ask:100');

    expect(send('system:900 ask:100').read).toBe(0);
  });
});

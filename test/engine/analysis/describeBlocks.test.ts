import { expect, it } from 'vitest';
import { contentOf, describeBlocks, hashOf } from '../../../src/engine/analysis/describeBlocks.ts';
import type { Decision } from '../../../src/engine/plan/decision.ts';
import { AnalysisLab, ask, round } from './analysisLab.ts';

const outcome = {
  kind: 'replace',
  transform: 't',
  grade: 'omission',
  output: 'short',
  reason: 'r',
  handle: 'h',
} as const;
const decision: Decision = { identity: 'i', outcome, tokensBefore: 9, tokensAfter: 1 };

async function describedIn(body: object, decided: { real?: number; planned?: number } = {}) {
  const bytes = Buffer.from(JSON.stringify(body));
  const context = await new AnalysisLab().context(bytes);
  const { real, planned } = decided;
  return describeBlocks({
    ...context,
    settled: new Map(real === undefined ? [] : [[real, { position: real, decision, fresh: true }]]),
    planned: new Map(planned === undefined ? [] : [[planned, decision]]),
  });
}

const messages = [ask, ...round('t1', 'Read', { file_path: '/a/b.ts', offset: 3, limit: 4 }, 'some lines of a file')];

it('names a result by its call and keeps the lines that were asked for', async () => {
  const described = await describedIn({ messages });

  expect(described.at(-1)?.record).toMatchObject({
    label: 'Read b.ts',
    subject: '/a/b.ts',
    use: { read: { path: '/a/b.ts', lines: { from: 3, to: 6 } } },
    callId: 't1',
  });
});

it('shows a replacement that was sent, and tells it from one that was only planned', async () => {
  const real = (await describedIn({ messages }, { real: 2 })).at(-1);
  const planned = (await describedIn({ messages }, { planned: 2 })).at(-1);

  expect(real?.record.replacementHash).toBe(hashOf('short'));
  expect(planned?.record.replacementHash).toBe(hashOf('short'));
  expect(real?.sent.hash).toBe(hashOf('short'));
  expect(planned?.sent.tokens).toBe(planned?.record.tokensBefore);
});

it('a deferred tool costs nothing, and an image what its formula says', async () => {
  const tools = [{ name: 'later', input_schema: {}, defer_loading: true }];
  const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(40_000) };
  const described = await describedIn({ tools, messages: [{ role: 'user', content: [{ type: 'image', source }] }] });

  const tokens = Object.fromEntries(described.map(({ record }) => [record.kind, record.tokensAfter]));
  expect(tokens.toolDefinition).toBe(0);
  expect(tokens.image).toBeGreaterThan(500);
  expect(tokens.image).toBeLessThan(5000);
});

it('the content of a block is its text, or its JSON where it has none', async () => {
  const body = Buffer.from(JSON.stringify({ messages }));
  const { index } = await new AnalysisLab().context(body);

  expect(index.blocks.map(block => contentOf(body, block))).toEqual([
    'Why do the tests fail?',
    expect.stringMatching(/^\{"type":"tool_use","id":"t1"/),
    'some lines of a file',
  ]);
});

it('tells what became of a picture, and prices it anew when another model goes on', async () => {
  const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(4000) };
  const drawn = {
    technique: 'full_low',
    confidence: 0.9,
    size: { width: 4000, height: 3000 },
    form: 'picture',
    sizeAfter: { width: 2000, height: 1500 },
    note: 'shown smaller',
  } as const;
  const describe = async (model: string, more: object, output = 'data:image/png;base64,BBBB') => {
    const bytes = Buffer.from(
      JSON.stringify({ model, messages: [{ role: 'user', content: [{ type: 'image', source }] }] }),
    );
    const context = await new AnalysisLab().context(bytes);
    const replaced: Decision = {
      ...decision,
      outcome: { ...outcome, output, picture: { ...drawn, ...more } },
      tokensAfter: 3913,
    };
    const settled = new Map([[0, { position: 0, decision: replaced, fresh: true }]]);
    return describeBlocks({ ...context, settled, planned: new Map() })[0];
  };

  const picture = await describe('claude-opus-4-7', {});
  expect(picture?.record).toMatchObject({
    replacementHash: hashOf('data:image/png;base64,BBBB'),
    picture: { technique: 'full_low', confidence: 0.9, shownAs: 'picture', sizeAfter: { width: 2000, height: 1500 } },
  });
  const tokens = async (model: string, more: object, output?: string) =>
    (await describe(model, more, output))?.sent.tokens ?? 0;
  const noteTokens = (await tokens('claude-opus-4-7', {})) - (await tokens('claude-opus-4-7', { note: undefined }));
  expect(noteTokens).toBeGreaterThan(0);
  expect(noteTokens).toBeLessThan(10);
  expect(await tokens('claude-opus-4-7', { note: undefined })).toBe(3888);
  expect(await tokens('claude-sonnet-4-5', { note: undefined })).toBe(1564);
  expect(await tokens('gpt-4o', { form: 'lowDetail', note: undefined })).toBe(85);
  expect(await tokens('claude-opus-4-7', { form: 'text' }, 'word '.repeat(100))).toBeGreaterThan(90);
  expect(await tokens('claude-opus-4-7', { sizeAfter: undefined })).toBe(3913);
});

it('a picture for which only less detail was asked is still the same content', async () => {
  const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(4000) };
  const bytes = Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: [{ type: 'image', source }] }] }));
  const picture = { technique: 'full_low', confidence: 0.9, form: 'lowDetail' } as const;
  const settled = new Map([
    [0, { position: 0, decision: { ...decision, outcome: { ...outcome, output: '', picture } }, fresh: true }],
  ]);

  const low = describeBlocks({ ...(await new AnalysisLab().context(bytes)), settled, planned: new Map() })[0];

  expect(low?.record.replacementHash).toBe(low?.record.hash);
});

it('names no call by a secret in its command', async () => {
  const secret = 'v9Kq2Lm8Zx4Tn7Rb';
  const call = round('t1', 'Bash', { command: `DB_PASSWORD="${secret}" npm test` }, 'ok');

  const described = await describedIn({ messages: [ask, ...call] });

  expect(JSON.stringify(described.map(({ record }) => record))).not.toContain(secret);
  expect(described.at(-1)?.record.label).toBe('Bash DB_PASSWORD="[redacted: credential]" npm test');
});

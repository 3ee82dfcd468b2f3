import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compressRequest } from '../../src/engine/compress.ts';
import { drawHoldOut } from '../../src/engine/plan/holdOut.ts';
import { planRequest } from '../../src/engine/plan/planRequest.ts';
import { actingOptionNames, type OptionName, parseOptions } from '../../src/shared/options.ts';
import { indexOf } from './conversation/indexed.ts';
import { bodyOf, step } from './plan/window/windowBodies.ts';

type Given = Readonly<Record<string, unknown>>;

/** What an option does: the same thing made with two of its values. Or the test that shows it, where no bytes are made here. */
type Row =
  | { readonly usual: Given; readonly other: Given; readonly make: (given: Given) => Promise<string> | string }
  | { readonly shownIn: string };

const rows = JSON.stringify({
  rows: Array.from({ length: 300 }, (_, id) => ({
    id,
    name: `item ${id}`,
    note: `text ${(id * 7919) % 997} `.repeat(9),
  })),
});
/** A conversation in which a person, the system and a tool all say much, and the tool's answer is the newest. */
function conversation(question = 'List them', input: Given = { command: 'list' }): Given {
  return {
    model: 'claude-sonnet-4-5',
    tools: [{ name: 'list', input_schema: { title: 'ListInput', type: 'object' } }],
    system: `You are helpful. Current Date: 2024-01-15\n${rows}`,
    messages: [
      { role: 'user', content: [{ type: 'text', text: rows }] },
      { role: 'assistant', content: 'What with it?' },
      { role: 'user', content: question },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'list', input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: rows }] },
      { role: 'assistant', content: 'Done.' },
      { role: 'user', content: 'Thanks' },
    ],
  };
}

const compressing =
  (request: Given) =>
  async (given: Given): Promise<string> => {
    const options = parseOptions({ protectRecent: 0, protectAnalysisContext: false, ...given }, 'library');
    const body = Buffer.from(JSON.stringify(request));
    const result = await compressRequest({ body, options, sparesNewest: true }, () => 'aaaaaaaaaa');
    return Buffer.from(result.body).toString();
  };

const plain = compressing(conversation());
const asked = compressing(conversation('Review this code and find the bug', { path: 'src/rows.ts' }));

/** Twelve tool calls of about 100 tokens each. */
const long = bodyOf(
  'anthropic',
  Array.from({ length: 12 }, () => step(90)),
);
const windowed = compressing(long);
const tight = { modelContextLimits: { small: 1100 }, outputBufferTokens: 0 };
const stepped = compressing({
  ...bodyOf(
    'anthropic',
    Array.from({ length: 45 }, () => step(5000)),
  ),
  model: 'claude-sonnet-4-5[1m]',
});

const table: Readonly<Record<OptionName, Row | undefined>> = {
  compressUserMessages: { usual: {}, other: { compressUserMessages: true }, make: plain },
  compressSystemMessages: { usual: {}, other: { compressSystemMessages: false }, make: plain },
  alignPrefix: { usual: {}, other: { alignPrefix: false }, make: plain },
  protectRecent: { usual: {}, other: { protectRecent: 4 }, make: plain },
  protectAnalysisContext: { usual: {}, other: { protectAnalysisContext: true }, make: asked },
  targetRatio: { usual: {}, other: { targetRatio: 0.05 }, make: plain },
  minTokensToCompress: { usual: {}, other: { minTokensToCompress: 1e9 }, make: plain },
  savingsProfile: { usual: {}, other: { savingsProfile: 'lossless' }, make: plain },
  toolProfiles: { usual: {}, other: { toolProfiles: { list: 'off' } }, make: plain },
  rollingWindow: { usual: tight, other: { ...tight, rollingWindow: false }, make: windowed },
  modelContextLimits: { usual: tight, other: { ...tight, modelContextLimits: { small: 5000 } }, make: windowed },
  outputBufferTokens: { usual: tight, other: { ...tight, outputBufferTokens: 300 }, make: windowed },
  keepTurns: { usual: tight, other: { ...tight, keepTurns: 12 }, make: windowed },
  stayBelowPriceStep: { usual: {}, other: { stayBelowPriceStep: true }, make: stepped },
  slimToolDefinitions: { usual: {}, other: { slimToolDefinitions: true }, make: plain },
  rewriteColdHistory: {
    usual: {},
    other: { rewriteColdHistory: false },
    make: given => {
      const history = { identityOf: () => 'cold', reasonForCold: () => 'it is cold' };
      const options = parseOptions(given, 'proxy');
      const plan = planRequest(indexOf('anthropic', conversation()), {
        options,
        find: () => undefined,
        mayJudge: true,
        history,
      });
      return plan.map(({ kind }) => kind).join();
    },
  },
  holdOutShare: {
    usual: {},
    other: { holdOutShare: 1 },
    make: given => {
      const { holdOutShare } = parseOptions(given, 'proxy');
      return drawHoldOut(indexOf('anthropic', conversation()), holdOutShare)?.group ?? 'compressed';
    },
  },
  storeUrl: { shownIn: 'test/library/compress.test.ts' },
  imageOptimize: { shownIn: 'test/engine/plan/eligibility.test.ts' },
  modelId: { shownIn: 'test/process/judging/openModels.test.ts' },
  useSiglip: { shownIn: 'test/process/judging/openModels.test.ts' },
  device: { shownIn: 'test/models/loadOnnx.test.ts' },
  modelCacheDir: { shownIn: 'test/process/judging/modelStoreFor.test.ts' },
  kompressModel: undefined,
};

describe('every option that acts', () => {
  it.each(actingOptionNames)('%s makes a difference', async name => {
    const row = table[name];

    if (row === undefined) throw new Error(`${name} acts, and nothing shows what it does.`);
    if ('shownIn' in row) {
      expect(readFileSync(new URL(`../../${row.shownIn}`, import.meta.url), 'utf8')).toContain(name);
      return;
    }
    const [usual, again, other] = [await row.make(row.usual), await row.make(row.usual), await row.make(row.other)];
    expect(again).toBe(usual);
    expect(other).not.toBe(usual);
  });
});

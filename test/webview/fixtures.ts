import type { TranscriptsFound } from '../../src/shared/history.ts';
import { defaultOptions, optionSpecs } from '../../src/shared/options.ts';
import type { BlockView, Overview, SimulationView } from '../../src/shared/panelProtocol.ts';
import type {
  BlockKind,
  BlockRecord,
  CacheOutcome,
  CompositionShare,
  ExchangeDetail,
  ExchangeSummary,
  Receipt,
  WasteFinding,
} from '../../src/shared/records.ts';
import { say } from '../../src/shared/sentences/say.ts';
import { pictureTexts, smallerPicture } from './fixturePicture.ts';

/** A fixed moment, so that pictures and tests show the same times. */
export const now = new Date(2026, 10, 20, 14, 8, 0).getTime();

export const requests = 48;
const minute = 60_000;

export interface Scenario {
  readonly overview: Overview;
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
  /** None when absent. */
  readonly transcripts?: TranscriptsFound;
}

interface ConversationPlan {
  readonly id: string;
  readonly project: string;
  readonly title: string;
  readonly client: string;
  readonly model: string;
  readonly count: number;
  readonly endsAt: number;
  readonly from: number;
  readonly to: number;
  readonly wasteShare: number;
  readonly branch?: string;
  readonly window?: number;
  readonly measured?: boolean;
}

const plans: readonly ConversationPlan[] = [
  {
    id: 'flaky',
    project: 'billing-api',
    title: 'Fix the flaky invoice tests',
    client: 'Claude Code',
    model: 'claude-opus-4-5-20251101',
    count: requests,
    endsAt: 0,
    from: 46_200,
    to: 131_400,
    wasteShare: 0.29,
  },
  {
    id: 'flaky',
    project: 'billing-api',
    title: 'Explore the tests',
    client: 'Claude Code',
    model: 'claude-haiku-4-5-20251001',
    count: 9,
    endsAt: 12,
    from: 30_000,
    to: 41_800,
    wasteShare: 0.49,
    branch: 'explore-tests',
  },
  {
    id: 'vat',
    project: 'billing-api',
    title: 'Add reverse-charge VAT',
    client: 'Claude Code',
    model: 'claude-opus-4-5-20251101',
    count: 31,
    endsAt: 70,
    from: 40_000,
    to: 88_900,
    wasteShare: 0.24,
  },
  {
    id: 'pdf',
    project: 'billing-api',
    title: 'Why is the PDF blank?',
    client: 'Copilot',
    model: 'gpt-5.1',
    count: 12,
    endsAt: 168,
    from: 21_000,
    to: 52_300,
    wasteShare: 0.12,
    measured: false,
  },
  {
    id: 'signals',
    project: 'web-shop',
    title: 'Migrate checkout to signals',
    client: 'Claude Code',
    model: 'claude-opus-4-5-20251101',
    count: 64,
    endsAt: 2,
    from: 45_000,
    to: 172_600,
    wasteShare: 0.18,
  },
  {
    id: 'review',
    project: 'web-shop',
    title: 'Review PR 1182',
    client: 'Copilot',
    model: 'gpt-5.1',
    count: 7,
    endsAt: 204,
    from: 20_000,
    to: 37_000,
    wasteShare: 0.06,
    measured: false,
  },
  {
    id: 'drift',
    project: 'infra',
    title: 'Terraform drift',
    client: 'Codex',
    model: 'gpt-5.1-codex',
    count: 22,
    endsAt: 306,
    from: 30_000,
    to: 81_200,
    wasteShare: 0.35,
  },
  {
    id: 'keys',
    project: 'infra',
    title: 'Rotate signing keys',
    client: 'Claude Code',
    model: 'claude-opus-4-5-20251101',
    count: 8,
    endsAt: 353,
    from: 25_000,
    to: 33_400,
    wasteShare: 0.03,
  },
];

const latest = [
  'Edit invoice.service.ts',
  'Read money.ts',
  'Bash npm test',
  'Grep roundHalfUp',
  'Read invoice.service.ts',
  'MCP github list_runs',
];

/** A working day of eight conversations; `flaky` is the one that tests and pictures open. */
export function workingDay(): Scenario {
  const exchanges = plans.flatMap(planExchanges).sort((a, b) => b.startedAt - a.startedAt);
  return { exchanges, overview: overviewOf(exchanges) };
}

/** As many exchanges as a heavy month brings, for the speed of the list. */
export function heavyMonth(count: number): Scenario {
  const base = planExchanges({ ...plans[0], id: 'base', count: 1 } as ConversationPlan)[0];
  if (base === undefined) throw new Error('The plan gave no exchange.');
  const exchanges = Array.from({ length: count }, (_, index) => ({
    ...base,
    id: `many-${index}`,
    conversation: `conversation-${index % 900}`,
    project: `project-${index % 12}`,
    title: `Task ${index % 900}`,
    startedAt: now - index * 20_000,
  }));
  return { exchanges, overview: overviewOf(exchanges) };
}

export function overviewOf(exchanges: readonly ExchangeSummary[]): Overview {
  const names = [...new Set(exchanges.map(exchange => exchange.client))];
  return {
    status: {
      state: 'running',
      version: '0.1.0',
      pid: 4121,
      port: 8787,
      mode: 'optimize',
      profile: 'balanced',
      startedAt: now - 300 * minute,
    },
    clients: names.map(name => ({
      name,
      exchanges: exchanges.filter(exchange => exchange.client === name).length,
      lastSeenAt: Math.max(
        ...exchanges.filter(exchange => exchange.client === name).map(exchange => exchange.startedAt),
      ),
    })),
    today: {
      tokensSaved: exchanges.reduce((sum, { saved }) => sum + (saved?.tokens ?? 0), 0),
      measuredUsd: exchanges.reduce((sum, { saved }) => sum + (saved?.usd ?? 0), 0),
      ...{ estimatedUsd: 0.04, couldHaveSavedUsd: 0 },
    },
    measuredSaving: { share: 0.09, low: 0.03, high: 0.15, treated: 61, untouched: 7 },
    limits: [
      { name: 'requests', limit: 4000, remaining: 3986 },
      { name: 'unified-5h', limit: 100, remaining: 38, resetsAt: now + 97 * minute },
    ],
    exchanges: exchanges.length,
    retrievals: { count: 2, tokens: 9_204 },
    options: {},
    baseUrl: 'http://127.0.0.1:8787',
  };
}

function planExchanges(plan: ConversationPlan): readonly ExchangeSummary[] {
  const compactedAt = plan.id === 'flaky' && plan.branch === undefined ? 21 : -1;
  let before = 0;
  return Array.from({ length: plan.count }, (_, index) => {
    const number = index + 1;
    const share = plan.count === 1 ? 1 : index / (plan.count - 1);
    const grown = compactedAt > 0 ? sawtooth(number) : plan.from + (plan.to - plan.from) * share;
    const tokens = Math.round(grown + Math.sin(number * 12.9) * 600);
    const broken = plan.id === 'flaky' && plan.branch === undefined && number === 35;
    const added = before === 0 || tokens < before ? Math.round(tokens * 0.7) : Math.max(500, tokens - before);
    before = tokens;
    const cache: CacheOutcome = broken
      ? {
          forecastRead: 93_900,
          forecastWrite: 2400,
          hot: 9812,
          rewritten: tokens - 12_212,
          fresh: 2400,
          firstDifference: 39_412,
          cause: say('cache.toolsOrder'),
          causedByUs: false,
        }
      : { forecastRead: tokens - added, forecastWrite: added, hot: tokens - added, rewritten: 0, fresh: added };
    return summaryOf(plan, { number, tokens, cache });
  }).reverse();
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

function sawtooth(number: number): number {
  const anchors: readonly (readonly [number, number])[] = [
    [1, 46_200],
    [8, 79_000],
    [15, 118_000],
    [21, 158_400],
    [22, 61_800],
    [26, 74_000],
    [35, 96_300],
    [48, 131_400],
  ];
  const next = anchors.find(([at]) => at >= number) ?? [48, 131_400];
  const previous = [...anchors].reverse().find(([at]) => at <= number) ?? next;
  if (next[0] === previous[0]) return next[1];
  return previous[1] + ((next[1] - previous[1]) * (number - previous[0])) / (next[0] - previous[0]);
}

function summaryOf(
  plan: ConversationPlan,
  point: { number: number; tokens: number; cache: CacheOutcome },
): ExchangeSummary {
  const { number, tokens, cache } = point;
  const measured = plan.measured !== false;
  const waste = Math.round(tokens * plan.wasteShare);
  const written = cache.rewritten + cache.fresh;
  const cost = { input: 0, output: 0.0125, cacheRead: (cache.hot * 0.5) / 1e6, cacheWrite: (written * 6.25) / 1e6 };
  const saved = plan.id === 'flaky' && number > 25 ? Math.round(tokens * 0.09) : 0;
  return {
    id: `${plan.id}${plan.branch ?? ''}-${number}`,
    conversation: plan.id,
    project: plan.project,
    client: plan.client,
    provider: plan.client === 'Claude Code' ? 'anthropic' : 'openai',
    format: 'anthropic',
    model: plan.id === 'flaky' && plan.branch === undefined && number < 9 ? 'claude-sonnet-4-5-20250929' : plan.model,
    mode: plan.id === 'flaky' && number < 26 ? 'audit' : 'optimize',
    profile: 'balanced',
    startedAt: now - (plan.endsAt + (plan.count - number) * 2.3) * minute - 9000,
    path: '/v1/messages',
    status: 200,
    streamed: true,
    timings: { addedMs: 2.1, firstByteMs: 4100, totalMs: 9200 },
    requestBytes: tokens * 4,
    sentBytes: tokens * 4,
    window: plan.window ?? 200_000,
    tokensBefore: tokens + saved,
    tokensAfter: tokens,
    wasteTokens: waste,
    errorBand: 0.03,
    ...(saved > 0 && {
      saved: { tokens: saved, usd: (saved * 6.25) / 1e6, source: 'measured' },
    }),
    ...(measured
      ? { usage: { input: 3, output: 500, cacheRead: cache.hot, cacheWrite5m: written - 3, cacheWrite1h: 0 } }
      : {}),
    cost: {
      source: measured ? 'measured' : 'estimated',
      ...cost,
      total: cost.output + cost.cacheRead + cost.cacheWrite,
    },
    title: plan.title,
    verdict:
      number > 25
        ? say('verdict.fresh', { results: say('count.results.other', { n: 4 }), tokens: grouped(saved) })
        : say('verdict.couldSave', { mode: 'audit', tokens: grouped(Math.round(tokens * 0.09)) }),
    latest: latest[number % latest.length] ?? '',
    composition: compositionOf(tokens, waste),
    largestWaste: { category: plan.wasteShare > 0.2 ? 'unusedTools' : 'jsonBloat', tokens: Math.round(waste * 0.5) },
    wasteCost: (waste * 0.5) / 1e6,
    cache,
    ...(plan.branch === undefined ? {} : { branch: plan.branch }),
  };
}

function compositionOf(tokens: number, waste: number): readonly CompositionShare[] {
  const tools = Math.min(31_200, tokens * 0.5);
  const system = Math.min(11_900, tokens * 0.2);
  const rest = tokens - tools - system;
  const toolWaste = Math.min(waste, tools * 0.61);
  return [
    { kind: 'toolDefinition', tokens: tools, wasteTokens: toolWaste },
    { kind: 'system', tokens: system },
    { kind: 'userText', tokens: rest * 0.03 },
    { kind: 'assistantText', tokens: rest * 0.2 },
    { kind: 'toolResult', tokens: rest * 0.72, wasteTokens: waste - toolWaste },
    { kind: 'image', tokens: rest * 0.05 },
  ];
}

type Piece = readonly [
  kind: BlockKind,
  label: string,
  tool: string | undefined,
  subject: string | undefined,
  tokens: number,
  waste: number,
  after?: number,
];

const resultPieces: readonly Piece[] = [
  ['system', 'System prompt', undefined, undefined, 2104, 0],
  ['system', 'CLAUDE.md', undefined, undefined, 7911, 0],
  ['system', 'Skills', undefined, undefined, 1902, 0],
  ['userText', 'Fix the flaky invoice tests', undefined, undefined, 2300, 0],
  ['toolResult', 'Read invoice.service.ts', 'Read', 'src/invoice/invoice.service.ts', 4800, 3200],
  ['thinking', 'Thinking', undefined, undefined, 3100, 0],
  ['toolCall', 'Bash npm test', 'Bash', 'npm test', 2400, 0],
  ['toolResult', 'Bash npm test', 'Bash', 'npm test -- --runInBand', 6912, 3600, 1204],
  ['assistantText', 'The rounding happens twice', undefined, undefined, 5100, 0],
  ['toolResult', 'Grep roundHalfUp', 'Grep', 'roundHalfUp', 6100, 500, 5398],
  ['toolResult', 'Read invoice.service.ts', 'Read', 'src/invoice/invoice.service.ts', 4700, 3100],
  ['toolCall', 'Read money.ts', 'Read', 'src/money/money.ts', 4500, 0],
  ['toolResult', 'Read money.ts', 'Read', 'src/money/money.ts', 3611, 0],
  ['toolResult', 'MCP github list_runs', 'mcp__github__list_runs', 'list_runs', 5600, 2400, 2940],
  ['toolResult', 'Read invoice.test.ts', 'Read', 'test/invoice/invoice.test.ts', 7400, 0],
  ['toolResult', 'Bash git diff', 'Bash', 'git diff', 5200, 0],
  ['toolResult', 'Bash docker logs', 'Bash', 'docker logs api', 3900, 1400, 1810],
  ['toolResult', 'Read vat.ts', 'Read', 'src/tax/vat.ts', 4604, 0],
  ['thinking', 'Thinking', undefined, undefined, 2300, 0],
  ['image', 'Screenshot CI run', undefined, undefined, 4400, 1700],
  ['toolResult', 'Read invoice.service.ts', 'Read', 'src/invoice/invoice.service.ts', 4700, 3100],
];

function pieces(): readonly Piece[] {
  const tools = (server: string, names: number, each: number, waste: boolean): readonly Piece[] =>
    Array.from(
      { length: names },
      (_, index) =>
        [
          'toolDefinition',
          `${server}${index + 1}`,
          `${server}${index + 1}`,
          undefined,
          each,
          waste ? each : 0,
        ] as const,
    );
  return [
    ...tools('Tool', 14, 700, false),
    ...tools('mcp__playwright__tool', 24, 608, true),
    ...tools('mcp__github__tool', 19, 357, false),
    ...resultPieces,
  ];
}

const reasons: Readonly<Record<string, string>> = {
  'Bash npm test': say('did.failuresKept', { n: 212 }),
  'Grep roundHalfUp': say('did.hitsGrouped', { n: 84, files: 12 }),
  'MCP github list_runs': say('did.jsonTables'),
  'Bash docker logs': say('did.foldedRecords', { n: 96, templates: 7 }),
  'Screenshot CI run': say('picture.lowDetail'),
};
const leftBecause: Readonly<Partial<Record<BlockKind, string>>> = {
  userText: say('left.userText'),
  assistantText: say('left.assistantText'),
  thinking: say('left.thinking'),
  toolDefinition: say('left.toolDefinitions'),
  toolCall: say('left.toolCalls'),
  toolResult: say('left.exactLines'),
  image: say('picture.needsDetail'),
};
const transforms: Readonly<Record<string, string>> = {
  'Bash npm test': 'test-log',
  'Grep roundHalfUp': 'group_search_hits',
  'MCP github list_runs': 'json-records',
  'Bash docker logs': 'repeated-lines',
  'Screenshot CI run': 'image_full_low',
};

export function detailOf(summary: ExchangeSummary): ExchangeDetail {
  const own = summary.id === requestWithPicture ? pieces().map(withSmallerPicture) : pieces();
  const sum = own.reduce((total, [, , , , tokens, , after]) => total + (after ?? tokens), 0);
  const all = own.map(piece => scalePiece(piece, summary.tokensAfter / sum));
  const blocks: BlockRecord[] = all.map(([kind, label, tool, subject, tokens, waste, after], position) => ({
    position,
    kind,
    wireType: kind,
    message: position,
    label,
    ...(tool === undefined ? {} : { tool }),
    ...(subject === undefined ? {} : { subject }),
    hash: `hash-${position}`,
    bytes: tokens * 4,
    tokensBefore: tokens,
    tokensAfter: after ?? tokens,
    wasteTokens: Math.min(waste, after ?? tokens),
    ...(after === undefined ? {} : { replacementHash: `sent-${position}` }),
    ...(after !== undefined && kind === 'image' && { picture: smallerPicture }),
  }));
  return { ...summary, blocks, receipts: all.map(receiptOf), waste: findings, limits: [] };
}

/** The one request whose screenshot went out smaller. */
export const requestWithPicture = 'flaky-47';

function withSmallerPicture(piece: Piece): Piece {
  const [kind, label, tool, subject, tokens, waste] = piece;
  return kind === 'image' ? [kind, label, tool, subject, tokens, waste, Math.round(tokens / 3)] : piece;
}

function scalePiece([kind, label, tool, subject, tokens, waste, after]: Piece, factor: number): Piece {
  const scaled = [kind, label, tool, subject, Math.round(tokens * factor), Math.round(waste * factor)] as const;
  return after === undefined ? scaled : [...scaled, Math.round(after * factor)];
}

function receiptOf([kind, label, tool, , tokens, , after]: Piece, block: number): Receipt {
  const common = {
    block,
    kind,
    ...(tool === undefined ? {} : { tool }),
    tokensBefore: tokens,
    tokensAfter: after ?? tokens,
  };
  return after === undefined
    ? { ...common, transform: 'none', reason: leftBecause[kind] ?? say('left.system') }
    : {
        ...common,
        transform: transforms[label] ?? 'text',
        grade: 'omission',
        reason: reasons[label] ?? '',
        handle: 'k7f3a9',
        fresh: block % 2 === 0,
      };
}

const findings: readonly WasteFinding[] = [
  {
    category: 'unusedTools',
    tokens: 14_592,
    block: 14,
    place: 'playwright',
    costPerTurn: 0.0073,
    costSoFar: 0.2628,
    recommendation: say('advice.unusedServer', { server: 'playwright', n: 24 }),
    server: 'playwright',
  },
  {
    category: 'unusedTools',
    tokens: 4508,
    block: 38,
    place: 'github',
    costPerTurn: 0.0023,
    costSoFar: 0.0828,
    recommendation: say('advice.unusedSome', { unused: 17, n: 19, server: 'github' }),
  },
  {
    category: 'staleReads',
    tokens: 9400,
    block: 61,
    place: 'src/invoice/invoice.service.ts',
    costPerTurn: 0.0047,
    costSoFar: 0.1692,
    recommendation: say('advice.staleEdited', { file: 'invoice.service.ts' }),
  },
  {
    category: 'repeatedLines',
    tokens: 4200,
    block: 64,
    place: 'npm test',
    costPerTurn: 0.0021,
    costSoFar: 0.0756,
    recommendation: say('advice.repeatedLines', { what: say('what.repeats', { n: 212 }), place: 'npm test' }),
  },
  {
    category: 'jsonBloat',
    tokens: 2900,
    block: 70,
    place: 'github list_runs',
    costPerTurn: 0.0015,
    costSoFar: 0.054,
    recommendation: say('advice.jsonBloat', { what: say('what.json'), place: 'github list_runs' }),
  },
  {
    category: 'oversizedImages',
    tokens: 1700,
    block: 76,
    place: 'Screenshot CI run',
    costPerTurn: 0.0009,
    costSoFar: 0.0324,
    recommendation: say('advice.oversizedImage', {
      place: 'Screenshot CI run',
      size: '2880 × 1800',
      useful: '1568 × 980',
    }),
  },
  {
    category: 'whitespace',
    tokens: 800,
    block: 73,
    place: 'docker logs',
    costPerTurn: 0.0004,
    costSoFar: 0.0144,
    recommendation: say('advice.whitespace', { what: say('what.invisible', { n: 3_204 }), place: 'docker logs' }),
  },
];

export function blockOf(detail: ExchangeDetail, position: number): BlockView {
  const block = detail.blocks[position];
  const receipt = detail.receipts[position];
  if (block === undefined || receipt === undefined) throw new Error(`There is no block ${position}.`);
  const texts =
    block.picture !== undefined
      ? pictureTexts()
      : receipt.transform === 'none'
        ? { before: `The text of ${block.label}.\nIt was sent as it came.` }
        : testLog();
  return { exchange: detail.id, position, label: block.label, kind: block.kind, receipt, ...texts };
}

/** A test log of 227 lines and what is left of it. */
export function testLog(): { readonly before: string; readonly after: string } {
  const head = ['> billing-api@4.12.0 test', '> jest --runInBand --ci', ''];
  const passing = Array.from({ length: 212 }, (_, index) =>
    index % 6 === 0
      ? `PASS test/tax/suite${index / 6}.test.ts`
      : `    ✓ case ${index} keeps its rounding (${index % 9} ms)`,
  );
  const failing = [
    'FAIL test/invoice/invoice.test.ts',
    '  ● totals › rounds each line before the sum',
    '',
    '    expect(received).toBe(expected)',
    '    Expected: 118.99',
    '    Received: 119',
    '',
    '      at Object.<anonymous>',
    '        (test/invoice/invoice.test.ts:84:31)',
    '',
    'Tests: 1 failed, 174 passed, 175 total',
    'Time:  41.802 s',
  ];
  const marker = '[headroom: 212 of 227 lines omitted (passing suites, no warnings among them); get: k7f3a9]';
  return { before: [...head, ...passing, ...failing].join('\n'), after: [...head, marker, ...failing].join('\n') };
}

export function simulationOf(detail: ExchangeDetail, options: Readonly<Record<string, unknown>>): SimulationView {
  const minimum =
    typeof options.minTokensToCompress === 'number'
      ? options.minTokensToCompress
      : optionSpecs.minTokensToCompress.library;
  const strong = options.savingsProfile === 'agent-90';
  const blocks = detail.receipts
    .filter(receipt => receipt.kind === 'toolResult')
    .map(receipt => {
      const changes = receipt.transform !== 'none' && receipt.tokensBefore >= Number(minimum);
      const tokensAfter = changes ? Math.round(receipt.tokensAfter * (strong ? 0.7 : 1)) : receipt.tokensBefore;
      const text = testLog();
      return {
        label: detail.blocks[receipt.block]?.label ?? '',
        receipt: { ...receipt, tokensAfter, transform: changes ? receipt.transform : 'none' },
        before: text.before,
        ...(changes ? { after: text.after } : {}),
      };
    });
  const saved = blocks.reduce((sum, { receipt }) => sum + receipt.tokensBefore - receipt.tokensAfter, 0);
  const before = detail.blocks.reduce((sum, block) => sum + block.tokensBefore, 0);
  const total = (saved * 6.25) / 1e6;
  return {
    model: detail.model,
    tokensBefore: before,
    tokensAfter: before - saved,
    tokensSaved: saved,
    errorBand: 0.03,
    priced: 'asPaid',
    estimatedSavings: { source: 'estimated', input: 0, output: 0, cacheRead: 0, cacheWrite: total, total },
    composition: [],
    waste: [],
    blocks,
    options: { ...defaultOptions('proxy'), ...options },
  };
}

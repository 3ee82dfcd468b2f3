import { expect, it } from 'vitest';
import { claudeCodeBody, type Message } from '../../../scripts/demo/claudeCodeRequest.ts';
import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import { type WasteCategory, wasteCategories } from '../../../src/shared/wasteCategories.ts';
import { AnalysisLab, ask, round } from './analysisLab.ts';

/** The requests of a conversation, the last of which shows the waste, and where that is said to be. */
interface Case {
  readonly turns: readonly { readonly messages?: readonly Message[]; readonly facts?: Partial<ExchangeFacts> }[];
  readonly place: RegExp;
  readonly advice: RegExp;
}

/** One request of Claude Code in which a tool printed this. */
function printed(tool: string, input: object, output: string): Case['turns'] {
  return [{ messages: [ask, ...round('t1', tool, input, output)] }];
}

const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const source = times(120, i => `  const total${i} = sumOf(rows, row => row.cents * ${i});`);
/** As Claude Code's Read prints lines. */
const numbered = (from: number, count: number): string =>
  source
    .split('\n')
    .slice(from - 1, from - 1 + count)
    .map((line, i) => `${String(from + i).padStart(6)}→${line}`)
    .join('\n');
const path = '/home/ada/billing-api/src/totals.ts';

const usage = { input: 0, output: 10, cacheRead: 0, cacheWrite5m: 9000, cacheWrite1h: 0 };

/** A picture that nobody has to decode: its header says how large it is. */
function png(width: number, height: number): string {
  const header = Buffer.alloc(400);
  header.write('\x89PNG\r\n\x1a\n', 'latin1');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header.toString('base64');
}

function bodyWith(
  change: (body: Record<string, unknown>) => object,
  messages: readonly Message[] = [ask],
): Partial<ExchangeFacts> {
  const body: Record<string, unknown> = JSON.parse(claudeCodeBody(messages));
  return { body: Buffer.from(JSON.stringify(change(body))) };
}

const mcpTool = (name: string) => ({
  name: `mcp__github__${name}`,
  description: 'Creates, reads and changes issues of a repository. '.repeat(8),
  input_schema: { type: 'object', properties: { repository: { type: 'string' } } },
});

const cases: Readonly<Record<WasteCategory, Case>> = {
  unusedTools: {
    turns: [{ facts: bodyWith(body => ({ ...body, tools: [mcpTool('create_issue'), mcpTool('list_issues')] })) }],
    place: /^MCP github$/,
    advice: /disable its 2 tools/,
  },
  staleReads: {
    turns: [
      {
        messages: [
          ask,
          ...round('t1', 'Read', { file_path: path }, numbered(1, 120)),
          ...round('t2', 'Edit', { file_path: path, old_string: 'a', new_string: 'b' }, 'The file has been updated.'),
        ],
      },
    ],
    place: /^totals\.ts$/,
    advice: /was edited after this read/,
  },
  duplicateContent: {
    turns: [
      {
        messages: [
          ask,
          ...round('t1', 'Read', { file_path: path }, numbered(1, 120)),
          ...round(
            't2',
            'Bash',
            { command: "sed -n '20,90p' src/totals.ts" },
            source.split('\n').slice(19, 90).join('\n'),
          ),
        ],
      },
    ],
    place: /sed -n/,
    advice: /totals\.ts were read before and had not changed/,
  },
  repeatedLines: {
    turns: printed(
      'Bash',
      { command: 'npm start' },
      times(90, i => `WARN retrying the connection to the database (5 s)${i % 30 === 0 ? i : ''}`),
    ),
    place: /^Bash npm start$/,
    advice: /counts them/,
  },
  jsonBloat: {
    turns: printed(
      'Bash',
      { command: 'gh issue list --json' },
      JSON.stringify(
        Array.from({ length: 80 }, (_, number) => ({ number, title: `Issue ${number}`, state: 'OPEN' })),
        null,
        2,
      ),
    ),
    place: /^Bash gh issue list --json$/,
    advice: /Repeated keys and layout/,
  },
  oversizedResults: {
    turns: printed(
      'Bash',
      { command: 'cat dump.sql' },
      times(2500, i => `INSERT INTO bills VALUES (${i}, 'customer ${i * 7}', ${i * 31});`),
    ),
    place: /^Bash cat dump\.sql$/,
    advice: /Narrow Bash cat dump\.sql/,
  },
  instructionFiles: {
    turns: [
      {
        messages: [
          {
            role: 'user',
            content: `Contents of /repo/CLAUDE.md:\n${times(300, i => `- Rule ${i}: name tests after behaviour ${i * 7}.`)}`,
          },
        ],
      },
    ],
    place: /^CLAUDE\.md$/,
    advice: /Split CLAUDE\.md/,
  },
  htmlNoise: {
    turns: printed(
      'WebFetch',
      { url: 'https://example.test/docs' },
      `<!doctype html><html><head><style>${'.a{color:red}'.repeat(60)}</style></head><body>${times(60, i => `<div class="row row-${i}"><span>Word ${i}</span></div>`)}</body></html>`,
    ),
    place: /^WebFetch/,
    advice: /as text or Markdown/,
  },
  base64: {
    turns: printed(
      'Bash',
      { command: 'cat logo.svg' },
      `<image href="data:image/png;base64,${Buffer.from(source).toString('base64')}"/>`,
    ),
    place: /^Bash cat logo\.svg$/,
    advice: /cannot read it/,
  },
  whitespace: {
    turns: printed(
      'Bash',
      { command: 'npm run build' },
      times(80, i => `\u001b[32m✓\u001b[39m \u001b[2mmodule ${i} built\u001b[22m      `),
    ),
    place: /^Bash npm run build$/,
    advice: /invisible characters/,
  },
  oversizedImages: {
    turns: [
      {
        facts: bodyWith(
          body => ({ ...body, model: 'claude-opus-4-8' }),
          [
            {
              role: 'user',
              content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: png(4032, 3024) } }],
            },
          ],
        ),
      },
    ],
    place: /^Image$/,
    advice: /4032 × 3024 pixels: scale it down to 1264 × 948/,
  },
  dynamicPrefix: {
    turns: ['2026-11-20', '2026-11-21'].map((day, turn) => ({
      facts: {
        body: Buffer.from(claudeCodeBody([ask]).replace('on Linux.', `on Linux. Today is ${day}.`)),
        startedAt: 1_000_000 + turn * 30_000,
        usage,
      },
    })),
    place: /^Prompt cache$/,
    advice: /Move what changes out of the system text/,
  },
  thinking: {
    turns: [
      {
        messages: [
          ask,
          {
            role: 'assistant',
            content: [{ type: 'thinking', thinking: times(600, i => `Perhaps rule ${i} is why.`), signature: 's' }],
          },
          { role: 'user', content: [{ type: 'text', text: 'Go on.' }] },
        ],
      },
    ],
    place: /^Thinking$/,
    advice: /lower the effort/,
  },
  retrieval: {
    turns: printed('mcp__headroom__headroom_retrieve', { handle: 'abcdefghjk' }, source),
    place: /headroom_retrieve/,
    advice: /was needed after all/,
  },
  cacheBreak: {
    turns: [
      { messages: [ask], facts: { usage } },
      {
        messages: [ask, ...round('t1', 'Bash', { command: 'ls' }, 'a')],
        facts: { usage, startedAt: 1_000_000 + 3_600_000 },
      },
    ],
    place: /^Prompt cache$/,
    advice: /Answer sooner/,
  },
};

it.each(wasteCategories)(
  'finds %s in what clients really send, with its price, place and one thing to do',
  async category => {
    const { turns, place, advice } = cases[category];
    const lab = new AnalysisLab();
    let last = await lab.send(turns[0]?.messages ?? [], turns[0]?.facts);
    for (const { messages = [], facts } of turns.slice(1)) last = await lab.send(messages, facts);

    const found = last.detail.waste.find(finding => finding.category === category);

    expect(found?.tokens).toBeGreaterThan(0);
    expect(found?.costPerTurn).toBeGreaterThan(0);
    expect(found?.costSoFar).toBeGreaterThanOrEqual(found?.costPerTurn ?? 0);
    expect(found?.place).toMatch(place);
    expect(found?.recommendation).toMatch(advice);
  },
);

it('a finding that stays costs more with every turn', async () => {
  const lab = new AnalysisLab();
  const read = round(
    't1',
    'Bash',
    { command: 'npm start' },
    times(90, () => 'WARN retrying the connection to the database (5 s)'),
  );
  const first = await lab.send([ask, ...read]);
  const second = await lab.send([ask, ...read, ...round('t2', 'Bash', { command: 'ls' }, 'a')]);

  const [one, two] = [first, second].map(({ detail }) =>
    detail.waste.find(({ category }) => category === 'repeatedLines'),
  );

  expect(two?.costSoFar).toBeCloseTo((one?.costPerTurn ?? 0) + (two?.costPerTurn ?? 0), 10);
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Agent, agentBody, type Call, type Step } from '../../../bench/cache/agentBody.ts';
import { CacheLedger } from '../../../bench/cache/cacheLedger.ts';
import { meterFor } from '../../../src/engine/analysis/tokenMeter.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';
import { type Kill, Rehearsal } from '../../../src/engine/rehearsal/rehearsal.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { rememberCounts } from '../../../src/engine/tokens/rememberCounts.ts';
import { TextMemo } from '../../../src/engine/waste/textMemo.ts';
import { modes, profiles } from '../../../src/shared/modes.ts';
import { parseOptions } from '../../../src/shared/options.ts';

/**
 * Two models of each provider that cache prefixes of the same size; histories begin with the first. Nobody can foresee a switch
 * to a model that caches larger ones only.
 */
const models = {
  anthropic: ['claude-sonnet-4-5', 'claude-opus-4-1'],
  'openai-chat': ['gpt-5', 'gpt-5-mini'],
} as const;

/** Real outputs, cut so that many cases run quickly, and texts that nothing can be done about. */
const folder = new URL('../../captures/toolOutput/', import.meta.url);
export const outputs = [
  ...readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8').slice(0, 6000)),
  JSON.stringify(Array.from({ length: 60 }, (_, i) => ({ id: i, name: `row ${i}`, state: 'ok', size: i * 7 }))),
  '\u001b[32mok\u001b[0m one line',
  '',
];

const minute = 60_000;

const call = fc.record({
  tool: fc.constantFrom('Bash', 'Read', 'Grep'),
  output: fc.nat({ max: outputs.length - 1 }),
});

/** What may happen before the next request of one of the branches. */
const event = fc.record({
  branch: fc.nat({ max: 3 }),
  act: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('calls' as const),
        calls: fc.array(call, { minLength: 1, maxLength: 4 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('prompt' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fork' as const), keep: fc.nat({ max: 12 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('clientEdit' as const), at: fc.nat({ max: 12 }) }) },
  ),
  // `off` is no mode of this promise: it sends raw bytes at once, and the switch says what that costs.
  mode: fc.option(fc.constantFrom(...modes.slice(1)), { nil: undefined, freq: 4 }),
  profile: fc.option(fc.constantFrom(...profiles), { nil: undefined, freq: 4 }),
  kill: fc.option(fc.constantFrom<Kill>('beforeCommit', 'afterCommit'), { nil: undefined, freq: 5 }),
  /** Caches live for five minutes, an hour, or most of a day, by provider. */
  pauseMs: fc.constantFrom(20_000, 20_000, 20_000, 6 * minute, 70 * minute, 40 * 60 * minute),
  slims: fc.option(fc.boolean(), { nil: undefined, freq: 4 }),
  switchesModel: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens around one agent, whose own prompt alone may or may not be enough to be cached. */
export interface History {
  readonly hasLongSystem: boolean;
  readonly events: readonly Event[];
}

export const history: fc.Arbitrary<History> = fc.record({
  hasLongSystem: fc.boolean(),
  events: fc.array(event, { minLength: 2, maxLength: 14 }),
});

export interface Outcome {
  /** Requests of which the provider would have held more, had it got everything as the client sent it. */
  readonly breaks: readonly string[];
  readonly usd: number;
  readonly usdUntouched: number;
  /** What providers that cache in steps may charge for prefixes that end a little before a step. */
  readonly roundingUsd: number;
  /** Blocks that were written anew after they had been sent, and blocks left alone so that a prefix stays cacheable. */
  readonly rewritten: number;
  readonly slimmed: number;
  readonly spared: number;
}

const counter = rememberCounts(await counterFor('claude-sonnet-4-5'));
const meter = await meterFor(resolveModel('claude-sonnet-4-5'), {});
const memo = new TextMemo();

/** Plays a history through plan and judge before a simulated cache, and beside it as if nobody stood in between. */
export function play({ hasLongSystem, events }: History, format: keyof typeof models): Outcome {
  const rehearsal = new Rehearsal(counter);
  const [untouched, forwarded] = [new CacheLedger(meter, memo), new CacheLedger(meter, memo)];
  const start: readonly Step[] = [{ kind: 'prompt', text: 'Find the bug.' }];
  const branches: (readonly Step[])[] = [start];
  const breaks: string[] = [];
  const [rewritten, slimmed, spared] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let setting = { mode: 'optimize' as (typeof modes)[number], options: parseOptions({}, 'proxy') };
  let [model, otherModel]: readonly [string, string] = models[format];
  let [lastId, atMs, usd, usdUntouched, roundingUsd] = [0, 0, 0, 0, 0];
  for (const { branch, act, mode, profile, slims, kill, pauseMs, switchesModel } of events) {
    if (mode !== undefined) setting = { ...setting, mode };
    const changed = {
      savingsProfile: profile ?? setting.options.savingsProfile,
      slimToolDefinitions: slims ?? setting.options.slimToolDefinitions,
    };
    setting = { ...setting, options: parseOptions(changed, 'proxy') };
    if (switchesModel) [model, otherModel] = [otherModel, model];
    atMs += pauseMs;
    const at = branch % branches.length;
    const from = branches[at] ?? start;
    const steps = nextSteps(from, act, () => `call_${++lastId}`);
    const target = act.kind === 'fork' && branches.length < 4 ? branches.push(from) - 1 : at;
    const agent: Agent = { model, system: 'You fix bugs. '.repeat(hasLongSystem ? 1200 : 2), tools };
    const passing = { body: agentBody(agent, steps, format), format, model, atMs };
    // A killed engine sends nothing; the client tries again.
    if (kill !== undefined) rehearsal.send(passing, setting, kill);
    const sent = rehearsal.send(passing, setting);
    if (sent === undefined) throw new Error('An engine that lives forwards');
    for (const { block, decision } of sent.settled) {
      const { identity, outcome } = decision;
      const isRewritten = outcome.kind === 'replace' && identity.startsWith('cold:');
      if (isRewritten) (block.kind === 'toolDefinition' ? slimmed : rewritten).add(identity);
      if (outcome.kind === 'leave' && outcome.reason.startsWith('compressed, the prefix')) spared.add(identity);
    }
    const [real, ideal] = [forwarded.book({ ...passing, body: sent.body }), untouched.book(passing)];
    if (real.piecesHeld < ideal.piecesHeld) breaks.push(`${act.kind} after ${from.length} steps`);
    usd += real.usd;
    usdUntouched += ideal.usd;
    roundingUsd += real.roundingUsd;
    branches[target] = steps;
  }
  return {
    breaks,
    usd,
    usdUntouched,
    roundingUsd,
    rewritten: rewritten.size,
    slimmed: slimmed.size,
    spared: spared.size,
  };
}

const tools = ['Bash', 'Read', 'Grep', 'headroom_retrieve'];

function nextSteps(steps: readonly Step[], act: Event['act'], nextId: () => string): readonly Step[] {
  switch (act.kind) {
    case 'calls': {
      const calls = act.calls.map(({ tool, output }): Call => {
        const input = tool === 'Read' ? { file_path: `/src/f${output}.ts` } : { command: `run ${output}` };
        return { id: nextId(), tool, input, result: outputs[output] ?? '' };
      });
      return [...steps, { kind: 'calls', text: 'I look.', calls }];
    }
    case 'prompt':
      return [...steps, { kind: 'answer', text: `Answer ${nextId()}` }, { kind: 'prompt', text: 'Go on, please.' }];
    case 'fork': {
      const kept = steps.slice(0, 1 + (act.keep % steps.length));
      return [...kept, { kind: 'answer', text: `Other ${nextId()}` }, { kind: 'prompt', text: 'Another way.' }];
    }
    case 'clientEdit': {
      const edited = act.at % steps.length;
      return [
        ...steps.map((step, i) => (i === edited ? { ...step, text: `Rewritten ${nextId()}` } : step)),
        { kind: 'answer', text: 'So be it.' },
        { kind: 'prompt', text: 'And now?' },
      ];
    }
  }
}

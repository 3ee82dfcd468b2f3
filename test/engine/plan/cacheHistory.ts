import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Agent, agentBody, type Call, type Step } from '../../../bench/cache/agentBody.ts';
import { cacheKeys, commonLength, type Kill, Rehearsal, readIndex } from '../../../src/engine/rehearsal/rehearsal.ts';
import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { modes, profiles } from '../../../src/shared/modes.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import type { WireFormat } from '../../../src/shared/records.ts';

const agent: Agent = {
  model: 'claude-sonnet-4-5',
  system: 'You fix bugs. '.repeat(400),
  tools: ['Bash', 'Read', 'Grep', 'headroom_retrieve'],
};

/** Real outputs, cut so that many cases run quickly, and texts that nothing can be done about. */
const folder = new URL('../../captures/toolOutput/', import.meta.url);
export const outputs = [
  ...readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8').slice(0, 6000)),
  JSON.stringify(Array.from({ length: 60 }, (_, i) => ({ id: i, name: `row ${i}`, state: 'ok', size: i * 7 }))),
  '\u001b[32mok\u001b[0m one line',
  '',
];

const call = fc.record({
  tool: fc.constantFrom('Bash', 'Read', 'Grep'),
  output: fc.nat({ max: outputs.length - 1 }),
});

/** What may happen before the next request of one of the branches. */
export const event = fc.record({
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
});

type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

interface Branch {
  readonly steps: readonly Step[];
  readonly sent: { readonly client: readonly string[]; readonly forwarded: readonly string[] } | undefined;
}

const counter = await counterFor(agent.model);

/** Plays a history and returns every request whose forwarded prefix differs although the client's did not. */
export function breaksIn(events: readonly Event[], format: WireFormat): readonly string[] {
  const rehearsal = new Rehearsal(counter);
  const start: Branch = { steps: [{ kind: 'prompt', text: 'Find the bug.' }], sent: undefined };
  const branches: Branch[] = [start];
  const breaks: string[] = [];
  let setting = { mode: 'optimize' as (typeof modes)[number], options: parseOptions({}, 'proxy') };
  let lastId = 0;
  for (const { branch, act, mode, profile, kill } of events) {
    if (mode !== undefined) setting = { ...setting, mode };
    if (profile !== undefined) setting = { ...setting, options: parseOptions({ savingsProfile: profile }, 'proxy') };
    const at = branch % branches.length;
    const from = branches[at] ?? start;
    const steps = nextSteps(from.steps, act, () => `call_${++lastId}`);
    const target = act.kind === 'fork' && branches.length < 4 ? branches.push(from) - 1 : at;
    const body = agentBody(agent, steps, format);
    // A killed engine sends nothing; the client tries again.
    if (kill !== undefined) rehearsal.send(body, format, setting, kill);
    const forwarded = rehearsal.send(body, format, setting);
    if (forwarded === undefined) throw new Error('An engine that lives forwards');
    const sent = {
      client: cacheKeys(readIndex(body, format)),
      forwarded: cacheKeys(readIndex(forwarded.body, format)),
    };
    const known = from.sent;
    if (
      known !== undefined &&
      commonLength(known.forwarded, sent.forwarded) < commonLength(known.client, sent.client)
    ) {
      breaks.push(`${act.kind} after ${from.steps.length} steps`);
    }
    branches[target] = { steps, sent };
  }
  return breaks;
}

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

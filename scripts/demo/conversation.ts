import type { MockAction, MockScript } from '../mock/script.ts';

/** One tool call of the recorded conversation and the file that holds what the tool answered. */
export interface RecordedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly resultFile: string;
}

/** A human prompt and the rounds of tool calls with which the agent answers it. */
export interface RecordedTask {
  readonly prompt: string;
  readonly rounds: readonly (readonly RecordedCall[])[];
  readonly answer: string;
}

const read = (resultFile: string): RecordedCall => ({
  tool: 'Read',
  input: { file_path: '/home/ada/billing-api/src/invoice.js' },
  resultFile,
});
const bash = (command: string, resultFile: string): RecordedCall => ({
  tool: 'Bash',
  input: { command, description: `Run ${command}` },
  resultFile,
});

/** An agent fixes a rounding error, then looks into a failing endpoint: every kind of result that agents pay for. */
export const recordedTasks: readonly RecordedTask[] = [
  {
    prompt: 'The invoice tests fail on CI. Find out why and fix it.',
    rounds: [
      [bash('npm test', 'npm-test.txt')],
      [
        {
          tool: 'mcp__github__list_workflow_runs',
          input: { repo: 'ada/billing-api', per_page: 60 },
          resultFile: 'list-runs.json',
        },
        { tool: 'Grep', input: { pattern: 'invoice', output_mode: 'content' }, resultFile: 'grep-invoice.txt' },
      ],
      [read('read-invoice.txt')],
      [bash('git diff', 'git-diff.txt'), read('read-invoice-after.txt')],
      [bash('npm test', 'npm-test-after.txt')],
    ],
    answer: 'VAT was rounded once for the whole invoice; now each line is rounded before the sum. All 145 tests pass.',
  },
  {
    prompt: 'Customers from the UK cannot create invoices since yesterday. What happens there?',
    rounds: [
      [bash('tail -n 420 /var/log/billing-api/service.log', 'service-log.txt')],
      [read('read-invoice-after.txt')],
    ],
    answer: 'vatRate() knows no rate for "UK": the country left the VAT area, so invoices need reverse charge.',
  },
];

/** The mock model's part of the conversation: the same calls, in the order in which the replaying agent asks for them. */
export function scriptFor(task: RecordedTask): MockScript {
  const turns = task.rounds.map(calls =>
    calls.map((call): MockAction => ({ kind: 'tool', name: call.tool, input: call.input })),
  );
  return { turns, final: task.answer };
}

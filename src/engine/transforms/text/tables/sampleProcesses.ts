import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit } from '../budget.ts';

/** `ps`: which programs run, under which number, and what they cost. */
export const sampleProcesses: Transform = {
  id: 'sample_processes',
  summary: 'Keeps the number, the load and the start of the command of each process; the busiest stay in full.',
  grade: 'omission',
  apply: (subject, context) => {
    const { text } = subject;
    if (!mayOmit(text, context)) return undefined;
    const [header = '', ...lines] = text.split('\n').filter(line => line !== '');
    const columns = header.trim().split(/\s+/);
    if (!columns.includes('PID') || !/^(?:COMMAND|CMD|ARGS)$/.test(columns.at(-1) ?? '')) return undefined;
    const processes = lines.map(line => readProcess(line, columns));
    if (lines.length < leastLines || processes.includes(undefined)) return undefined;
    const all = processes.filter(process => process !== undefined);
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const busiest = new Set([...topBy(all, process => process.cpu), ...topBy(all, process => process.memory)]);
    const isShown = (process: Process): boolean =>
      busiest.has(process) || anchors.some(anchor => process.line.includes(anchor));
    const mostCommand = Math.round(160 * policyOf(context.options).generosity);
    const rows = renderProcesses(all, isShown, mostCommand);
    const marker = omissionMarker({
      omitted: all.filter(process => !isShown(process)).length,
      of: lines.length + 1,
      unit: 'lines',
      kind: 'in short: PID, CPU and memory in % where not 0.0, start of the command; the busiest are in full',
      handle: context.handle,
    });
    return {
      output: [marker, header, ...rows].join('\n'),
      reason: say('did.processes', { n: withThousands(lines.length) }),
    };
  },
};

const leastLines = 20;
const inFull = 3;

interface Process {
  readonly line: string;
  readonly pid: string;
  readonly command: string;
  readonly cpu: number;
  readonly memory: number;
}

function readProcess(line: string, columns: readonly string[]): Process | undefined {
  const cells = new RegExp(`^\\s*${'(\\S+)\\s+'.repeat(columns.length - 1)}(.*)$`).exec(line)?.slice(1);
  const cell = (name: string): string => cells?.[columns.indexOf(name)] ?? '';
  if (cells === undefined || !/^\d+$/.test(cell('PID'))) return undefined;
  return {
    line,
    pid: cell('PID'),
    command: cells.at(-1) ?? '',
    cpu: Number(cell('%CPU')) || 0,
    memory: Number(cell('%MEM')) || 0,
  };
}

function topBy(processes: readonly Process[], value: (process: Process) => number): Process[] {
  return [...processes]
    .filter(process => value(process) > 0)
    .sort((a, b) => value(b) - value(a))
    .slice(0, inFull);
}

/** In their order, kernel threads and runs of one command together. */
function renderProcesses(
  processes: readonly Process[],
  isShown: (process: Process) => boolean,
  most: number,
): string[] {
  const kernel = processes.filter(process => isKernelThread(process) && !isShown(process));
  const users = new Map<string, Process[]>();
  for (const process of processes) {
    if (isKernelThread(process) && !isShown(process)) continue;
    const key = isShown(process) ? process.pid : `${load(process)}${process.command}`;
    const known = users.get(key);
    if (known === undefined) users.set(key, [process]);
    else known.push(process);
  }
  const rows = [...users.values()].map(group => {
    const [first] = group;
    if (first === undefined) return '';
    if (isShown(first)) return first.line;
    return `${group.map(({ pid }) => pid).join(',')} ${load(first)}${shorten(first.command, most)}`;
  });
  const names = [...new Set(kernel.map(({ command }) => command.replace(/[[\]]|[/:].*$/g, '')))].slice(0, mostNames);
  return kernel.length === 0
    ? rows
    : [...rows, `kernel threads: ${kernel.length} (${names.join(', ')}${names.length === mostNames ? ', …' : ''})`];
}

const mostNames = 12;

function isKernelThread({ command }: Process): boolean {
  return /^\[.*\]$/.test(command);
}

function load({ cpu, memory }: Process): string {
  return cpu === 0 && memory === 0 ? '' : `${cpu.toFixed(1)}/${memory.toFixed(1)} `;
}

function shorten(command: string, most: number): string {
  return command.length <= most + 12 ? command : `${command.slice(0, most)}[… ${command.length - most} characters]`;
}

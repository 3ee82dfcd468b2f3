import type { AskAbout, OracleQuestion } from './questions.ts';

type Asked = Omit<OracleQuestion, 'item'>;

/** About compilers, tests, logs, searches, diffs and tables of separated values. */
export const textQuestions: AskAbout = text => [
  ...compilerQuestions(text),
  ...tapQuestions(text),
  ...junitQuestions(text),
  ...logQuestions(text),
  ...searchQuestions(text),
  ...diffQuestions(text),
  ...tableQuestions(text),
  ...stackQuestions(text),
];

function compilerQuestions(text: string): Asked[] {
  const findings = [...text.matchAll(/^(\S+)\((\d+),(\d+)\): error (TS\d+): (.*)$/gm)];
  if (findings.length < 5) return [];
  const byCode = countBy(findings.map(([, , , , code = '']) => code));
  const byFile = countBy(findings.map(([, file = '']) => file));
  const [, file = '', line = '', , code = '', message = ''] = findings[0] ?? [];
  return [
    ...byCode
      .slice(0, 2)
      .map(([name, count]) => ({ text: `How many errors are ${name}?`, evidence: [near(name, count)] })),
    { text: `Which file has the most errors?`, evidence: [byFile[0]?.[0] ?? ''] },
    {
      text: `What is wrong in line ${line} of ${file}?`,
      evidence: [file, code, message.replace(/'[^']*'/g, '')].map(part => part.slice(0, 24)),
    },
  ];
}

function tapQuestions(text: string): Asked[] {
  if (!text.startsWith('TAP version')) return [];
  const failed = [...text.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name = '']) => name);
  const reasons = [...text.matchAll(/^\s+error: '?(.*?)'?$/gm)].map(([, reason = '']) => reason);
  return [
    { text: 'Which tests failed?', evidence: failed },
    { text: 'Why did they fail?', evidence: reasons },
    {
      text: 'How many tests passed, how many failed?',
      evidence: [/^# pass \d+$/m.exec(text)?.[0] ?? '', /^# fail \d+$/m.exec(text)?.[0] ?? ''],
    },
  ];
}

function junitQuestions(text: string): Asked[] {
  const failed = [...text.matchAll(/<testcase name="([^"]*)"[^>]*[^/]>\s*<failure[^>]*message="([^"]*)"/g)];
  if (failed.length === 0) return [];
  return [
    { text: 'Which tests failed?', evidence: failed.map(([, name = '']) => name) },
    { text: 'With which message?', evidence: failed.map(([, , message = '']) => message) },
  ];
}

function logQuestions(text: string): Asked[] {
  const lines = text.split('\n');
  const errors = lines.filter(line => /\[error\]|\bERROR\b|\bnpm error\b/.test(line));
  const node = /using (node@v[\d.]+)/.exec(text)?.[1];
  const isLog =
    lines.length > 50 &&
    /^\[?\w{3} \w{3} \d\d|^\d{4}-\d\d-\d\d|^\d{6} \d{6}|^\d+ (?:verbose|info|silly)|^npm (?:verbose|info|http)/.test(
      text,
    );
  if (!isLog) return [];
  return [
    ...(errors.length === 0 ? [] : [{ text: 'What is the first error?', evidence: words(errors[0] ?? '') }]),
    ...(node === undefined ? [] : [{ text: 'Which version of Node ran?', evidence: [node] }]),
    { text: 'When does the log begin?', evidence: words((lines[0] ?? '').slice(0, 60)) },
    { text: 'What is its last entry?', evidence: words(lines.filter(line => line !== '').at(-1) ?? '') },
  ];
}

function searchQuestions(text: string): Asked[] {
  const hits = [...text.matchAll(/^([\w@./-]+\.\w+):(\d+):/gm)];
  if (hits.length < 20) return [];
  const byFile = countBy(hits.map(([, file = '']) => file));
  return [
    { text: 'Which files hold matches?', evidence: byFile.map(([file]) => file.slice(file.lastIndexOf('/') + 1)) },
    {
      text: 'In which line is the first match?',
      evidence: [hits[0]?.[1]?.split('/').at(-1) ?? '', hits[0]?.[2] ?? ''],
    },
  ];
}

function diffQuestions(text: string): Asked[] {
  const files = [...text.matchAll(/^diff --git a\/\S+ b\/(\S+)$/gm)].map(([, file = '']) => file);
  if (files.length === 0) return [];
  const added = [...text.matchAll(/^\+(?!\+\+)(.*\w.*)$/gm)].map(([, line = '']) => line);
  return [
    { text: 'Which files changed?', evidence: files },
    { text: 'What is the first added line?', evidence: [added[0] ?? ''] },
  ];
}

function tableQuestions(text: string): Asked[] {
  const [header = '', ...rows] = text.split('\n').filter(line => line !== '');
  const names = header.split(',');
  const fields = rows.map(row => row.split(','));
  if (
    names.length < 3 ||
    rows.length < 20 ||
    /[{"]/.test(header) ||
    fields.filter(cells => cells.length === names.length).length < rows.length * 0.9
  )
    return [];
  const whole = fields.filter(cells => cells.length === names.length);
  const numeric = names.findIndex((_, i) => whole.every(cells => /^-?\d+(?:\.\d+)?$/.test(cells[i] ?? '')));
  const highest = [...whole].sort((a, b) => Number(b[numeric]) - Number(a[numeric]))[0];
  const category = names.findIndex((_, i) => new Set(whole.map(cells => cells[i])).size < rows.length / 20);
  const [top] = countBy(whole.map(cells => cells[category] ?? ''));
  return [
    {
      text: 'How many rows are there?',
      evidence: [new RegExp(`over all ${rows.length}\\b|over all ${thousands(rows.length)}\\b`)],
    },
    { text: 'What is the first row?', evidence: [rows[0] ?? ''] },
    { text: 'What is the last row?', evidence: [rows.at(-1) ?? ''] },
    ...(numeric < 0
      ? []
      : [{ text: `Which row has the highest ${names[numeric]}?`, evidence: [highest?.join(',') ?? ''] }]),
    ...(category < 0
      ? []
      : [
          {
            text: `How many rows have ${names[category]} = ${top?.[0]}?`,
            evidence: [new RegExp(`${top?.[0]} ×(?:${top?.[1]}|${Number(top?.[1]) + 1}|${Number(top?.[1]) + 2})\\b`)],
          },
        ]),
  ];
}

function stackQuestions(text: string): Asked[] {
  const frame = /^\s+at .*?([\w./:-]+:\d+:\d+)\)?$/m.exec(text)?.[1];
  const message = /^(?:Unhandled.*?|Uncaught )?(\w*Error: .*)$/m.exec(text)?.[1];
  if (frame === undefined || message === undefined || text.startsWith('TAP') || text.startsWith('<?xml')) return [];
  return [
    {
      text: 'What was thrown first, and where?',
      evidence: [message.slice(0, 30), frame.slice(frame.lastIndexOf('/') + 1)],
    },
  ];
}

function countBy(values: readonly string[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** A name and its count on one line, in either order. */
function near(name: string, count: number): RegExp {
  const figure = `(?:${count}|${thousands(count)})`;
  return new RegExp(`${name}\\b.{0,200}\\b${figure}\\b|\\b${figure}\\b.{0,200}${name}\\b`);
}

function words(line: string): string[] {
  return line
    .split(/[\s"]+/)
    .filter(word => word.length > 3)
    .slice(0, 8);
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

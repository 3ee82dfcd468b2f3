import type { AskAbout, OracleQuestion } from './questions.ts';

type Asked = Omit<OracleQuestion, 'item'>;
type Scalar = string | number | boolean | null;
type JsonRecord = Readonly<Record<string, unknown>>;

/** About lists of records, package trees and linter reports. */
export const jsonQuestions: AskAbout = text => {
  const root = parse(text);
  const rows = Array.isArray(root) && root.every(isRecord) ? root : undefined;
  return [
    ...(rows === undefined || rows.length < 20 ? [] : rowQuestions(rows)),
    ...(isRecord(root) && isRecord(root.dependencies) ? dependencyQuestions(root.dependencies) : []),
    ...(isRecord(root) && isRecord(root.packages) ? lockQuestions(root, root.packages) : []),
    ...lintQuestions(text),
    ...manifestQuestions(text),
  ];
};

function rowQuestions(rows: readonly JsonRecord[]): Asked[] {
  const first = rows[0] ?? {};
  const name = Object.keys(first).find(key => typeof first[key] === 'string') ?? '';
  const numbers = Object.keys(first).filter(key => typeof first[key] === 'number' && key !== 'id');
  const extremes = numbers.slice(0, 3).flatMap(key => {
    const sorted = [...rows].sort((a, b) => Number(a[key]) - Number(b[key]));
    return [
      { text: `Which row has the largest ${key}, and how much?`, evidence: valuesOf(sorted.at(-1) ?? {}, [name, key]) },
      { text: `Which row has the smallest ${key}, and how much?`, evidence: valuesOf(sorted[0] ?? {}, [name, key]) },
    ];
  });
  return [
    { text: 'How many rows are there?', evidence: [`${rows.length} rows`] },
    { text: 'What is the first row called?', evidence: valuesOf(first, [name]) },
    { text: 'What is the last row called?', evidence: valuesOf(rows.at(-1) ?? {}, [name]) },
    ...extremes,
    ...countQuestions(rows, first),
  ];
}

function countQuestions(rows: readonly JsonRecord[], first: JsonRecord): Asked[] {
  return Object.keys(first).flatMap(key => {
    const counts = new Map<Scalar, number>();
    for (const row of rows) if (isScalar(row[key])) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
    if (counts.size < 2 || counts.size > rows.length / 8) return [];
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 2)
      .map(([value, count]) => ({ text: `How many rows have ${key} = ${value}?`, evidence: [`${value} ×${count}`] }));
  });
}

function dependencyQuestions(dependencies: JsonRecord): Asked[] {
  const named = Object.entries(dependencies).filter((entry): entry is [string, JsonRecord] => isRecord(entry[1]));
  return [named[0], named[Math.floor(named.length / 2)], named.at(-1)].flatMap(entry =>
    entry === undefined
      ? []
      : [{ text: `Which version of ${entry[0]} is installed?`, evidence: [entry[0], String(entry[1].version)] }],
  );
}

function lockQuestions(root: JsonRecord, packages: JsonRecord): Asked[] {
  const licences = new Map<unknown, number>();
  for (const entry of Object.values(packages)) {
    if (isRecord(entry) && typeof entry.license === 'string')
      licences.set(entry.license, (licences.get(entry.license) ?? 0) + 1);
  }
  const [top] = [...licences].sort((a, b) => b[1] - a[1]);
  return [
    { text: 'Which lockfile version is it?', evidence: [`"lockfileVersion":${root.lockfileVersion}`] },
    { text: 'How many packages are there?', evidence: [`${Object.keys(packages).length} rows`] },
    ...(top === undefined
      ? []
      : [{ text: `How many packages have the licence ${top[0]}?`, evidence: [`${top[0]} ×${top[1]}`] }]),
  ];
}

/** ESLint's report, which may be cut: then the last message may or may not count. */
function lintQuestions(text: string): Asked[] {
  if (!/^\[\{"filePath":/.test(text)) return [];
  const counts = new Map<string, number>();
  for (const [, rule = ''] of text.matchAll(/"ruleId":"([^"]+)","severity"/g))
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  const files = [...text.matchAll(/"filePath":"([^"]+)"/g)].map(([, file = '']) => file);
  return [
    ...byCount.map(([rule, count]) => ({
      text: `How often is ${rule} reported?`,
      evidence: [new RegExp(`\\b${rule} ×(?:${count}|${count - 1})\\b`)],
    })),
    { text: 'Which files are reported?', evidence: files.slice(0, 8) },
  ];
}

function manifestQuestions(text: string): Asked[] {
  const image = /"image": "([^"]+)"/.exec(text)?.[1];
  return image === undefined ? [] : [{ text: 'Which image does the first container run?', evidence: [image] }];
}

function valuesOf(row: JsonRecord, keys: readonly string[]): string[] {
  return keys.map(key => (typeof row[key] === 'string' ? JSON.stringify(row[key]).slice(1, -1) : String(row[key])));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

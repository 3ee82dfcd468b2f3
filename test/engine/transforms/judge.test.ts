import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/engine/transforms/judge.ts';
import type { Judgement, Subject } from '../../../src/engine/transforms/transform.ts';
import { judgeContext } from './judgeContext.ts';

const rows = Array.from({ length: 1000 }, (_, id) => ({ id, name: `item ${id}`, state: id === 700 ? 'failed' : 'ok' }));
const json = JSON.stringify({ results: rows });

function judged(
  subject: Partial<Subject>,
  options: Readonly<Record<string, unknown>> = {},
  canRetrieve = true,
): Judgement {
  return judge({ text: json, kind: 'toolResult', ...subject }, judgeContext(options, canRetrieve));
}

function reasonOf(judgement: Judgement): string {
  return judgement.kind === 'leave' ? judgement.reason : `replaced by ${judgement.transform}`;
}

describe('judge', () => {
  test('a tool profile keeps the first items of every array, says how many went, and names the original', () => {
    const judgement = judged({ tool: 'search' }, { toolProfiles: { search: { max_array_items: 5 } } });

    expect(judgement).toMatchObject({ kind: 'replace', transform: 'json_limits', grade: 'omission' });
    const output = judgement.kind === 'replace' ? judgement.output : '';
    const [value = '', digest, marker] = output.split('\n');
    expect(JSON.parse(value).results).toEqual([...rows.slice(0, 5), { __headroom_truncated: 995 }]);
    expect(digest).toMatch(/^<headroom:tool_digest sha256="[0-9a-f]{12}">$/);
    expect(marker).toBe('[headroom: 2,985 of 3,000 values omitted (limits of a tool profile); get: abcdefghjk]');
    expect(output.length).toBeLessThan(2048);
  });

  test('the lossless profile omits nothing', () => {
    expect(judged({}, { savingsProfile: 'lossless' })).toMatchObject({ transform: 'json_records', grade: 'decodable' });
  });

  test('a client that cannot retrieve gets every value', () => {
    expect(judged({}, {}, false)).toMatchObject({ transform: 'json_records', grade: 'decodable' });
    expect(judged({ tool: 'search' }, { toolProfiles: { search: { maxArrayItems: 5 } } }, false)).toMatchObject({
      transform: 'json_records',
    });
  });

  test('balanced omits where it pays, and keeps the failure', () => {
    const judgement = judged({});

    expect(judgement).toMatchObject({ grade: 'omission' });
    expect(judgement.kind === 'replace' && judgement.output).toContain('700,item 700,failed');
  });

  test('nothing is omitted where less than about a thousand tokens would go', () => {
    const small = JSON.stringify(rows.slice(0, 90));

    expect(judged({ text: small })).toMatchObject({ grade: 'decodable' });
  });

  test('what a client marked as failed keeps every byte or can be decoded', () => {
    expect(judged({ isError: true })).toMatchObject({ grade: 'decodable' });
    expect(reasonOf(judged({ isError: true, text: 'it broke in some way\n'.repeat(3) + 'x'.repeat(2000) }))).toMatch(
      /^errors stay verbatim$|no gain$/,
    );
  });

  test('a failed test run keeps every failure, and loses what passed', () => {
    const failure = ['--- FAIL: TestPay (0.02s)', '    pay_test.go:41: got 3, want 4'];
    const passed = Array.from({ length: 400 }, (_, i) => `--- PASS: TestOrder${i} (0.00s)`);
    const text = [...passed.slice(0, 200), ...failure, ...passed.slice(200), 'FAIL', 'exit status 1'].join('\n');

    const judgement = judged({ tool: 'Bash', command: 'go test ./...', text, isError: true });

    expect(judgement).toMatchObject({ transform: 'keep_failures', grade: 'omission' });
    expect(judgement.kind === 'replace' && judgement.output).toContain(
      [...failure, '[… 200 lines, 203-402]'].join('\n'),
    );
  });

  test.each([
    [{ tool: 'Read', path: '/app/data.json' }],
    [{ tool: 'Bash', command: 'cd app && cat data.json' }],
    [{ tool: 'shell', command: "sed -n '1,200p' data.json" }],
  ])('lines of a file stay exact: %j', subject => {
    for (const savingsProfile of ['lossless', 'balanced', 'agent-90']) {
      expect(reasonOf(judged(subject, { savingsProfile }))).toBe(
        'lines of a file stay exact, so that edits still match',
      );
    }
  });

  test('limits by the name of a file reach what is read of it, and keep the lines that stay exact', () => {
    const lines = Array.from({ length: 400 }, (_, i) => `${i + 1}\tconst value${i} = ${i};`);
    const subject = { tool: 'Read', path: '/app/src/generated/table.ts', text: lines.join('\n') };
    const limits = { maxLines: 40 };

    const judgement = judged(subject, { toolProfiles: { 'generated/*': limits } });

    expect(judgement).toMatchObject({ transform: 'text_limits', grade: 'omission' });
    const output = judgement.kind === 'replace' ? judgement.output : '';
    expect(output.split('\n').filter(line => lines.includes(line))).toHaveLength(40);
    expect(reasonOf(judged(subject, { toolProfiles: { Read: limits } }))).toMatch(/^lines of a file stay exact/);
    expect(reasonOf(judged(subject, { toolProfiles: { '*.ts': { maxLines: 900 } } }))).toMatch(/^lines of a file/);
  });

  test.each(['lossless', 'balanced', 'agent-90'])('limits of a shell command act in %s', savingsProfile => {
    const text = Array.from({ length: 300 }, (_, i) => `+ changed line ${i} of the patch`).join('\n');
    const options = { savingsProfile, toolProfiles: { 'git diff': { maxLines: 20 } } };

    expect(judged({ tool: 'Bash', command: 'git diff HEAD~1', text }, options)).toMatchObject({
      transform: 'text_limits',
    });
    expect(judged({ tool: 'Bash', command: 'git log', text }, options)).not.toMatchObject({ transform: 'text_limits' });
  });

  test('a profile that is bound to a project acts there only', () => {
    const options = { toolProfiles: { 'web-shop: search': 'off' } };

    expect(reasonOf(judged({ tool: 'search', project: 'web-shop' }, options))).toBe('switched off by a tool profile');
    expect(judged({ tool: 'search', project: 'api' }, options)).toMatchObject({ kind: 'replace' });
  });

  test('what is too small, switched off or already marked is left alone and says why', () => {
    expect(reasonOf(judged({ text: '[1,2,3]' }))).toBe('2 tokens, fewer than the 250 that are worth compressing');
    expect(reasonOf(judged({ command: 'npm test' }, { toolProfiles: { 'npm test': 'off' } }))).toBe(
      'switched off by a tool profile',
    );
    expect(reasonOf(judged({ text: `${json}\n[headroom: 1 of 2 lines omitted (x); get: y]` }))).toBe(
      'carries a Headroom marker already',
    );
    expect(reasonOf(judged({ text: 'plain words. '.repeat(200) }))).toMatch(/^no compressor|no gain$/);
  });

  test('what was rewritten is never rewritten again', () => {
    const once = judged({});

    const twice = judged({ text: once.kind === 'replace' ? once.output.repeat(2) : '' });

    expect(reasonOf(twice)).toBe('carries a Headroom marker already');
  });

  test('equal subjects give equal judgements, and one changed digit gives another', () => {
    expect(judged({})).toEqual(judged({}));
    expect(judged({ text: json.replace('item 700', 'item 701') })).not.toEqual(judged({}));
  });
});

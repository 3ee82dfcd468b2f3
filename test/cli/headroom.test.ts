import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'headroom-cli-'));

function headroom(args: readonly string[], input = '', environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, HEADROOM_HOME: home, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

const result = JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `Ärger ${id}`, ok: id % 9 > 0 })));
const request = `[{"role":"user","content":"List them", "n":1.0, "big":9007199254740993},{"role":"tool","content":${JSON.stringify(result)}}]`;

describe('headroom', { timeout: 30_000 }, () => {
  it('imports transcripts of Claude Code, and says what it found', () => {
    const own = { HEADROOM_HOME: mkdtempSync(join(tmpdir(), 'headroom-import-')) };
    const transcripts = 'test/captures/transcripts/projects';
    const { status, stdout } = headroom(['import', transcripts, '--days', '9999', '--json'], '', own);
    const { stdout: none } = headroom(['import', 'test/captures/requests']);

    expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, state: 'done', requests: 13, unreadLines: 0 });
    expect(none).toContain('No transcript in test/captures/requests');
    expect(JSON.parse(headroom(['report', '--json'], '', own).stdout)).toMatchObject({
      title: 'Imported conversations',
      requests: 13,
    });
    expect(headroom(['import', '--days', 'soon']).status).toBe(2);
  });

  it('compresses standard input, keeps foreign bytes, and gives the original back byte for byte', () => {
    const { status, stdout } = headroom(['compress', '-', '--model', 'gpt-4o'], request);

    const answer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(stdout).toContain('{"role":"user","content":"List them", "n":1.0, "big":9007199254740993}');
    expect(answer.tokensAfter).toBeLessThan(answer.tokensBefore / 2);
    const { handle } = answer.receipts[1];
    expect(headroom(['retrieve', handle]).stdout).toBe(result);
    expect(headroom(['retrieve', handle, '--grep', 'Ärger 17"', '--lines', '1-1']).stdout).toMatch(
      /^1 \(characters .*Ärger 17"/,
    );
  });

  it('gives the same bytes in any time zone and locale', () => {
    const args = ['compress', '-', '--model', 'gpt-4o', '--protect-recent', '0'];

    const here = headroom(args, request, { TZ: 'UTC', LC_ALL: 'C' });
    const there = headroom(args, request, { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' });

    expect(there.stdout).toBe(here.stdout);
  });

  it('returns malformed input with the reason', () => {
    const { status, stdout } = headroom(['compress', '--store', 'none'], '{"messages": [');

    const answer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(answer.body).toBe('{"messages": [');
    expect(answer.receipts[0].reason).toContain('left as it came');
  });

  it('simulates and inspects without a store', () => {
    const plan = JSON.parse(headroom(['simulate', '-', '--model', 'gpt-4o'], request).stdout);
    const mri = JSON.parse(headroom(['mri', '-', '--model', 'gpt-4o'], request).stdout);

    expect(plan.tokensSaved).toBeGreaterThan(0);
    expect(plan.estimatedSavings.price.model).toBe('gpt-4o');
    expect(mri.tokens).toBe(plan.tokensBefore);
    expect(mri.composition.map(({ kind }: { kind: string }) => kind)).toContain('toolResult');
    expect(mri.recommendations.length).toBeGreaterThan(0);
  });

  it('counts tokens', () => {
    expect(headroom(['tokens', '--model', 'gpt-4o'], 'hello world').stdout).toBe('2\n');
  });

  it('sums up and lists what is recorded', () => {
    expect(JSON.parse(headroom(['stats', '--json']).stdout)).toMatchObject({ totalRequests: 0 });
    expect(JSON.parse(headroom(['metrics', '--json']).stdout)).toEqual([]);
  });

  it('writes a report into a file, or prints its figures', () => {
    const out = join(home, 'report.html');

    expect(headroom(['report', '--out', out])).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<h1>All conversations<\/h1>/);
    expect(JSON.parse(headroom(['report', '--json']).stdout)).toMatchObject({ requests: 0, advice: [] });
  });

  it.each([
    { args: [], says: 'Usage: headroom' },
    { args: ['frobnicate'], says: 'Unknown command "frobnicate"' },
    { args: ['compress', '--nope'], says: "'--nope'" },
    { args: ['compress', '--protect-recent', 'x'], says: 'protectRecent is "x"' },
    { args: ['tokens'], says: 'Give --model' },
    { args: ['retrieve', 'abc', '--lines', '9-2'], says: '--lines is "9-2"' },
    { args: ['retrieve', 'my-handle'], says: '"my-handle" is not a handle. A handle is the word of ten letters' },
  ])('ends with 2 for wrong usage: $args', ({ args, says }) => {
    const { status, stdout, stderr } = headroom(args, '[]');

    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
  });

  it('ends with 1 and a remedy when it cannot do its work', () => {
    const { status, stderr } = headroom(['compress', '/no/such/file']);

    expect(status).toBe(1);
    expect(stderr).toContain('Give the path of a readable file');
  });

  it('explains itself', () => {
    expect(headroom(['--help']).stdout).toContain('retrieve');
    expect(headroom(['compress', '--help']).stdout).toContain('--min-tokens-to-compress');
    expect(headroom(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});

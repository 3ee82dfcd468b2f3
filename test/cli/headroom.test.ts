import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/runCommand.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const home = temporaryFolder();

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command line, run within this process, which is a hundred times as fast as a process of its own. */
async function headroom(
  args: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const status = await runCommand(args, {
    input: Readable.from([input]),
    print: text => {
      stdout += text;
    },
    printBytes: () => {},
    warn: line => {
      stderr += `${line}\n`;
    },
    environment: { HEADROOM_HOME: home, ...environment },
  });
  return { status, stdout, stderr };
}

function headroomProcess(args: readonly string[], input = '', environment: Record<string, string> = {}): Outcome {
  return spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, HEADROOM_HOME: home, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
}

const result = JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `Ärger ${id}`, ok: id % 9 > 0 })));
const request = `[{"role":"user","content":"List them", "n":1.0, "big":9007199254740993},{"role":"tool","content":${JSON.stringify(result)}}]`;

describe('headroom', { timeout: 30_000 }, () => {
  it('imports transcripts of Claude Code, and says what it found', async () => {
    const own = { HEADROOM_HOME: temporaryFolder() };
    const transcripts = 'test/captures/transcripts/projects';
    const { status, stdout } = await headroom(['import', transcripts, '--days', '9999', '--json'], '', own);
    const { stdout: none } = await headroom(['import', 'test/captures/requests']);

    expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, state: 'done', requests: 13, unreadLines: 0 });
    expect(none).toContain('No transcript in test/captures/requests');
    expect(JSON.parse((await headroom(['report', '--json'], '', own)).stdout)).toMatchObject({
      title: 'Imported conversations',
      requests: 13,
    });
    expect((await headroom(['import', '--days', 'soon'])).status).toBe(2);
    expect(await headroom(['import', 'nowhere'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no nowhere.'),
    });
  });

  it('compresses standard input, keeps foreign bytes, and gives the original back byte for byte', async () => {
    const { status, stdout } = await headroom(['compress', '-', '--model', 'gpt-4o'], request);

    const answer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(stdout).toContain('{"role":"user","content":"List them", "n":1.0, "big":9007199254740993}');
    expect(answer.tokensAfter).toBeLessThan(answer.tokensBefore / 2);
    const { handle } = answer.receipts[1];
    expect((await headroom(['retrieve', handle])).stdout).toBe(result);
    expect((await headroom(['retrieve', handle, '--grep', 'Ärger 17"', '--lines', '1-1'])).stdout).toMatch(
      /^1 \(characters .*Ärger 17"/,
    );
  });

  it('gives the same bytes in any time zone and locale', async () => {
    const args = ['compress', '-', '--model', 'gpt-4o', '--protect-recent', '0'];

    const here = headroomProcess(args, request, { TZ: 'UTC', LC_ALL: 'C' });
    const there = headroomProcess(args, request, { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' });

    expect(there.stdout).toBe(here.stdout);
  });

  it.each([
    ['{"messages": [', '{"messages": ['],
    ['"just a text"', 'just a text'],
  ])('returns input that is no request (%s) as it came, and ends with 1 and the reason', async (input, body) => {
    const compressed = await headroom(['compress', '--store', 'none'], input);
    const simulated = await headroom(['simulate'], input);

    const answer = JSON.parse(compressed.stdout);
    expect([compressed.status, simulated.status]).toEqual([1, 1]);
    expect(answer.body).toBe(body);
    expect(answer.receipts[0].reason).toContain('left as it came');
    for (const { stderr } of [compressed, simulated]) {
      expect(stderr).toMatch(/left as it came: .*Give a JSON request body or an array of messages/);
    }
    expect(JSON.parse(simulated.stdout).fault).toContain('left as it came');
  });

  it('simulates and inspects without a store', async () => {
    const plan = JSON.parse((await headroom(['simulate', '-', '--model', 'gpt-4o'], request)).stdout);
    const mri = JSON.parse((await headroom(['mri', '-', '--model', 'gpt-4o'], request)).stdout);

    expect(plan.tokensSaved).toBeGreaterThan(0);
    expect(plan.estimatedSavings.price.model).toBe('gpt-4o');
    expect(mri.tokens).toBe(plan.tokensBefore);
    expect(mri.composition.map(({ kind }: { kind: string }) => kind)).toContain('toolResult');
    expect(mri.recommendations.length).toBeGreaterThan(0);
  });

  it.each([
    ['[{"content":"x"}]', 'The request was not read: a message without a role. Give a JSON request body'],
    ['hello', 'The request was neither a request body nor an array of messages. Give a JSON request body'],
  ])('says once why there is nothing to inspect in %s', async (input, says) => {
    expect(await headroom(['mri'], input)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(says),
    });
  });

  it('counts tokens', async () => {
    expect((await headroom(['tokens', '--model', 'gpt-4o'], 'hello world')).stdout).toBe('2\n');
  });

  it('sums up and lists what is recorded', async () => {
    expect(JSON.parse((await headroom(['stats', '--json'])).stdout)).toMatchObject({ totalRequests: 0 });
    expect(JSON.parse((await headroom(['metrics', '--json'])).stdout)).toEqual([]);
  });

  it('writes a report into a file, or prints its figures', async () => {
    const out = join(home, 'report.html');

    expect(await headroom(['report', '--out', out])).toMatchObject({ status: 0, stdout: '' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<h1>All conversations<\/h1>/);
    expect(JSON.parse((await headroom(['report', '--json'])).stdout)).toMatchObject({ requests: 0, advice: [] });
  });

  it('reading creates nothing, and says that nothing is there', async () => {
    const empty = join(home, 'empty');
    const environment = { HEADROOM_HOME: empty };

    expect((await headroom(['stats', '--json'], '', environment)).status).toBe(0);
    expect(await headroom(['metrics'], '', environment)).toMatchObject({ stdout: 'No exchanges are recorded yet.\n' });
    expect((await headroom(['report', '--json'], '', environment)).status).toBe(0);
    expect((await headroom(['retrieve', 'abcdefghjk'], '', environment)).status).toBe(1);
    expect(await headroom(['doctor', '--port', '0'], '', environment)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/ok +port +any free one\n[\s\S]*not there yet; the engine makes it/),
    });
    expect(existsSync(join(empty, 'headroom.db'))).toBe(false);
  });

  it('the doctor tries the upstream that it is given', async () => {
    const { status, stdout } = await headroom([
      'doctor',
      '--json',
      '--port',
      '0',
      '--upstream',
      'mine=http://127.0.0.1:1',
    ]);

    const found = JSON.parse(stdout).findings.find(({ check }: { check: string }) => check === 'upstream');
    expect(status).toBe(1);
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining('cannot reach the upstream "mine"') });
  });

  it('gives an original as one JSON document when asked to', async () => {
    const { receipts } = JSON.parse((await headroom(['compress', '-', '--model', 'gpt-4o'], request)).stdout);
    const { handle } = receipts[1];

    expect(JSON.parse((await headroom(['retrieve', handle, '--json'])).stdout)).toEqual({
      handle,
      text: result,
      isWhole: true,
    });
  });

  it('gives up a pattern that backtracks for ever, and says what to ask instead', async () => {
    const runs = Array.from({ length: 400 }, (_, id) => ({ id, name: `${'a'.repeat(40)}!`, ok: true }));
    const request = [
      { role: 'user', content: 'List them' },
      { role: 'tool', content: JSON.stringify(runs) },
    ];
    const { stdout } = await headroom(['compress', '-', '--model', 'gpt-4o'], JSON.stringify(request));
    const { handle } = JSON.parse(stdout).receipts[1];

    expect(headroomProcess(['retrieve', handle, '--grep', '(a+)+$'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('took too long and was given up. Ask with a plain word'),
    });
    expect(headroomProcess(['retrieve', handle, '--grep', '"id":399']).stdout).toContain('"id":399');
  });

  it.each([
    { args: ['report', '--conversation', 'nope'], says: 'No request of a conversation "nope" is recorded' },
    { args: ['report', '--out', '/no/such/folder/report.html'], says: 'the folder does not exist. Give the path' },
    { args: ['stats', '--store', 'sqlite:////no/such/store.db'], says: 'There is no store at' },
  ])('ends with 1 and says why: $args', async ({ args, says }) => {
    const { status, stdout, stderr } = await headroom(args);

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(says);
  });

  it.each([
    { args: [], says: 'Usage: headroom' },
    { args: ['frobnicate'], says: 'Unknown command "frobnicate"' },
    { args: ['compress', '--nope'], says: 'Unknown flag "--nope"' },
    { args: ['compress', '--modle', 'x'], says: 'Unknown flag "--modle". Did you mean --model?' },
    { args: ['proxy', '--prot', '1'], says: 'Unknown flag "--prot". Did you mean --port?' },
    { args: ['proxy', 'now'], says: '"now" is one argument too many' },
    { args: ['wrap', 'claude', '--mood', 'x'], says: 'Unknown flag "--mood". Did you mean --mode?' },
    { args: ['stats', 'x'], says: '"x" is one argument too many' },
    { args: ['metrics', '--limit', '0'], says: '--limit is "0". Give a whole number' },
    { args: ['stats', '--store', 'nothing://'], says: 'The store URL "nothing://" is not known' },
    { args: ['proxy', '--upstream', 'mine=nonsense'], says: 'The upstream mine is "nonsense"' },
    { args: ['compress', '--model'], says: '--model needs a value' },
    { args: ['retrieve', 'not-a-handle'], says: '"not-a-handle" is not a handle' },
    { args: ['compress', '--protect-recent', 'x'], says: 'protectRecent is "x"' },
    { args: ['tokens'], says: 'Give --model' },
    { args: ['retrieve', 'abc', '--lines', '9-2'], says: '--lines is "9-2"' },
    { args: ['retrieve', 'my-handle'], says: '"my-handle" is not a handle. A handle is the word of ten letters' },
  ])('ends with 2 for wrong usage: $args', async ({ args, says }) => {
    const { status, stdout, stderr } = await headroom(args, '[]');

    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
  });

  it('ends with 1 and a remedy when it cannot do its work', async () => {
    const { status, stderr } = await headroom(['compress', '/no/such/file']);

    expect(status).toBe(1);
    expect(stderr).toContain('Give the path of a readable file');
  });

  it('explains itself', async () => {
    expect((await headroom(['--help'])).stdout).toContain('retrieve');
    expect((await headroom(['compress', '--help'])).stdout).toContain('--min-tokens-to-compress');
    expect((await headroom(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('ends its process with the code, and keeps results and messages apart', () => {
    expect(headroomProcess(['tokens', '--model', 'gpt-4o'], 'hello world')).toMatchObject({
      status: 0,
      stdout: '2\n',
      stderr: '',
    });
    expect(headroomProcess(['frobnicate'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Unknown command'),
    });
  });
});

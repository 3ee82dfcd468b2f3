import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/runCommand.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const home = temporaryFolder();
const tinyRouter = fileURLToPath(new URL('../models/router/tinyRouter', import.meta.url));

async function route(args: readonly string[], input = '', environment: Readonly<Record<string, string>> = {}) {
  let stdout = '';
  let stderr = '';
  const status = await runCommand(['route', ...args], {
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

describe('headroom route', { timeout: 60_000 }, () => {
  it('prints the technique and how sure it is', async () => {
    const { status, stdout } = await route(['Zoom', 'into', 'the', 'left', 'side']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^crop [01]\.\d\d\n$/);
  });

  it('prints every score as JSON', async () => {
    const { stdout } = await route(['Count the spots', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      question: 'Count the spots',
      technique: 'preserve',
      confidence: expect.any(Number),
      scores: { full_low: expect.any(Number), preserve: expect.any(Number) },
    });
  });

  it('answers a question per line, in order', async () => {
    const questions = ['What animal is this?', 'Read the sign', 'Count the spots'];
    const lines = questions.map(question => `${JSON.stringify({ question })}\n`).join('\n');

    const { stdout } = await route(['-'], lines);

    const answers = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(answers.map(({ question }) => question)).toEqual(questions);
    expect(answers.map(({ technique }) => technique)).toEqual(['full_low', 'transcode', 'preserve']);
  });

  it('names the line that holds no question, answers the others, and ends with 1', async () => {
    const { status, stdout, stderr } = await route(
      ['-'],
      '{"question":"Read the sign"}\nnull\n{"question":"Count them"}\n',
    );

    expect(status).toBe(1);
    expect(stdout.match(/"question":"[^"]*"/g)).toEqual(['"question":"Read the sign"', '"question":"Count them"']);
    expect(stderr).toMatch(/^Line 2, "null", is no question\./);
  });

  it('asks another router when one is named', async () => {
    const { stdout } = await route(['the corner', '--model-id', tinyRouter]);

    expect(stdout).toMatch(/^crop 1\.00\n$/);
  });

  it('says what to do when that router cannot be had', async () => {
    const { status, stderr } = await route(['x', '--model-id', 'some/router'], '', { HF_HUB_OFFLINE: '1' });

    expect(status).toBe(1);
    expect(stderr).toMatch(/some\/router could not be downloaded: HF_HUB_OFFLINE/);
  });

  it.each([
    [[], /needs a question/, 2, ''],
    [['-'], /Line 1, .* is no question. Give a JSON object/, 1, 'What is this?'],
  ])('refuses what is no question (%#)', async (args, message, code, input) => {
    const { status, stderr } = await route(args, input);

    expect(status).toBe(code);
    expect(stderr).toMatch(message);
  });
});

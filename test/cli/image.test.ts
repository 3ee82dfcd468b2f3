import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/runCommand.ts';
import { photo } from '../images/pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'headroom-image-'));
const file = join(folder, 'photo.png');
beforeAll(async () => writeFileSync(file, await photo(1024, 1024)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function image(...args: readonly string[]) {
  let printed = '';
  let warned = '';
  const status = await runCommand(['image', ...args], {
    input: Readable.from([]),
    print: text => {
      printed += text;
    },
    printBytes: () => {},
    warn: line => {
      warned += line;
    },
    environment: { HEADROOM_HOME: folder },
  });
  return { status, printed, warned };
}

describe('headroom image', () => {
  it('tells what would become of a picture', { timeout: 120_000 }, async () => {
    const { status, printed } = await image(file, '--question', 'What animal is this?', '--provider', 'openai');

    expect(status).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      technique: 'full_low',
      originalTokens: 765,
      compressedTokens: 85,
      savingsPercent: 88.9,
      model: 'gpt-4o',
      signals: { hasText: false },
    });
  });

  it('invents no figures for a file that is no picture', { timeout: 120_000 }, async () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'hello');

    expect(await image(text, '--question', 'What animal is this?')).toEqual({
      status: 1,
      printed: '',
      warned: `${text} cannot be judged: not a PNG, JPEG, WebP or GIF picture. Give another file.`,
    });
  });

  it('says what is missing', async () => {
    expect(await image(file)).toMatchObject({ status: 2, warned: expect.stringContaining('--question') });
    expect(await image(file, '--question', 'q', '--provider', 'opnai')).toMatchObject({
      status: 2,
      warned: expect.stringContaining('Give one of openai, anthropic, google'),
    });
    expect(await image('nowhere.png', '--question', 'q')).toMatchObject({
      status: 1,
      warned: expect.stringContaining('nowhere.png'),
    });
  });
});

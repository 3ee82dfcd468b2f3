import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseUrlPath, userSettingsFile } from '../../src/routing/baseUrl.ts';
import { chainedUpstream } from '../../src/routing/chainedUpstreams.ts';
import { placeOfUser } from '../../src/routing/claudeCode.ts';
import { readJsonText } from '../../src/routing/jsonEdit.ts';
import { beginWithdrawal, finishWithdrawal, repairRoutes, settleMs } from '../../src/routing/withdraw.ts';
import { RoutingLab } from './routingLab.ts';

const all = (): boolean => true;
const urlIn = (text: string | undefined): unknown => JSON.parse(text ?? '{}').env?.ANTHROPIC_BASE_URL;

test('connecting writes address and tool search into a file that git ignores, and a journal for its owner alone', async () => {
  using lab = new RoutingLab();

  await lab.connect();

  expect(JSON.parse(lab.read() ?? '')).toEqual({
    env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:1/w/my%20project', ENABLE_TOOL_SEARCH: 'true' },
  });
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: lab.project, encoding: 'utf8' })).toBe('');
  expect(statSync(join(lab.home, 'journal.json')).mode & 0o777).toBe(0o600);
});

test('withdrawing first names the address without us, then removes every trace byte for byte', async () => {
  using lab = new RoutingLab();
  const exclude = join(lab.project, '.git', 'info', 'exclude');
  const before = lab.read(exclude);
  await lab.connect();

  const first = await beginWithdrawal(lab.journal, all, 2_000);
  const between = lab.read();
  const early = await beginWithdrawal(lab.journal, all, 2_000 + settleMs - 1);
  const second = await beginWithdrawal(lab.journal, all, 2_000 + settleMs);

  expect([first.waiting, early.waiting, second.waiting]).toEqual([1, 1, 0]);
  expect(urlIn(between)).toBe('https://api.anthropic.com');
  expect(lab.read()).toBeUndefined();
  expect(statSync(lab.project).isDirectory()).toBe(true);
  expect(() => statSync(join(lab.project, '.claude'))).toThrow();
  expect(lab.read(exclude)).toBe(before);
  expect(await lab.journal.read()).toEqual([]);
});

test('a gateway from before us is chained, and is at once effective again', async () => {
  using lab = new RoutingLab();
  const original = '{\n  // the company\n  "env": { "ANTHROPIC_BASE_URL": "https://gateway.example/x" }\n}\n';
  lab.write(lab.settingsFile, original);

  await lab.connect();
  const name = /\/u\/(chained-\w+)$/.exec(/http:[^"]+/.exec(lab.read() ?? '')?.[0] ?? '')?.[1] ?? '';
  const { waiting } = await beginWithdrawal(lab.journal, all, 2_000);

  expect(chainedUpstream(lab.home, name)).toBe('https://gateway.example/x');
  expect(waiting).toBe(0);
  expect(lab.read()).toBe(original);
});

test('a gateway of the user’s settings or the terminal is chained in Claude Code’s own order', async () => {
  using lab = new RoutingLab();
  await lab.connect({ environmentUrls: [undefined, 'https://from-terminal.example'] });
  const byTerminal = String(urlIn(lab.read()));
  await finishLater(lab);
  lab.write(
    join(lab.userFolder, '.claude', 'settings.json'),
    '{"env":{"ANTHROPIC_BASE_URL":"https://from-user.example"}}',
  );
  await lab.connect({ environmentUrls: ['https://from-terminal.example'] });
  const byUser = String(urlIn(lab.read()));

  const targetOf = (url: string) => chainedUpstream(lab.home, url.split('/').at(-1) ?? '');
  expect(targetOf(byTerminal)).toBe('https://from-terminal.example');
  expect(targetOf(byUser)).toBe('https://from-user.example');
});

test('what somebody wrote over ours stays and is reported; the rest of ours goes', async () => {
  using lab = new RoutingLab();
  await lab.connect();
  lab.write(lab.settingsFile, (lab.read() ?? '').replace(/http:[^"]+/, 'https://theirs.example'));

  const { waiting, notes } = await beginWithdrawal(lab.journal, all, 2_000);

  expect(waiting).toBe(0);
  expect(notes).toEqual([expect.stringContaining('https://theirs.example')]);
  expect(JSON.parse(lab.read() ?? '')).toEqual({ env: { ANTHROPIC_BASE_URL: 'https://theirs.example' } });
});

test('connecting again during or after a withdrawal keeps the first original', async () => {
  using lab = new RoutingLab();
  lab.write(lab.settingsFile, '{"theme":"dark"}');
  await lab.connect();
  await beginWithdrawal(lab.journal, all, 2_000);
  await lab.connect({ port: 2, now: 3_000 });

  expect(urlIn(lab.read())).toBe('http://127.0.0.1:2/w/my%20project');
  await finishLater(lab);
  expect(lab.read()).toBe('{"theme":"dark"}');
});

test('a route to a port where nobody listens is repaired by whoever starts next, with the same bytes at the end', async () => {
  using lab = new RoutingLab();
  lab.write(lab.settingsFile, '{"theme":"dark"}\n');
  await lab.connect();

  const first = await repairRoutes(lab.journal, lab.home, 2_000);
  const between = urlIn(lab.read());
  await repairRoutes(lab.journal, lab.home, 2_000 + settleMs);

  expect(first.waiting).toBe(1);
  expect(between).toBe('https://api.anthropic.com');
  expect(lab.read()).toBe('{"theme":"dark"}\n');
});

test('nothing is touched when a file is not what it should be', async () => {
  using lab = new RoutingLab();
  lab.write(lab.settingsFile, '{ broken');

  await expect(lab.connect()).rejects.toThrow('settings.local.json is not JSON, so it is left alone');
  expect(lab.read()).toBe('{ broken');
});

test('finishing waits for running conversations by itself', { timeout: 20_000 }, async () => {
  using lab = new RoutingLab();
  await lab.connect();

  await finishWithdrawal(lab.journal, all);

  expect(lab.read()).toBeUndefined();
});

async function finishLater(lab: RoutingLab): Promise<void> {
  await beginWithdrawal(lab.journal, all, 10_000);
  await beginWithdrawal(lab.journal, all, 10_000 + settleMs);
}

test('every folder at once: the user settings lead here without a project, and come back with their comments', async () => {
  using lab = new RoutingLab();
  const file = userSettingsFile(lab.userFolder);
  const before = '{\n  // my gateway\n  "env": { "ANTHROPIC_BASE_URL": "https://gw.example" },\n  "theme": "dark"\n}\n';
  lab.write(file, before);

  await lab.connect({ place: placeOfUser(lab.userFolder), port: 1 });
  const connected = lab.read(file);
  await lab.connect();
  const ofFolder = readJsonText(lab.read() ?? '', baseUrlPath);
  const notes = await finishWithdrawal(lab.journal, all);

  expect(readJsonText(connected ?? '', baseUrlPath)).toMatch(/^http:\/\/127\.0\.0\.1:1\/u\/chained-\w+$/);
  expect(connected).toContain('// my gateway');
  expect(ofFolder).toMatch(/^http:\/\/127\.0\.0\.1:1\/w\/my%20project\/u\/chained-\w+$/);
  expect(lab.read(file)).toBe(before);
  expect(lab.read()).toBeUndefined();
  expect(notes).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ClaudeCodeRoute } from '../../../src/extension/clients/claudeCodeRoute.ts';
import type { RouteSurroundings } from '../../../src/extension/clients/routeSurroundings.ts';
import { userSettingsFile } from '../../../src/routing/baseUrl.ts';
import { placeInFolder, placeOfUser } from '../../../src/routing/claudeCode.ts';
import { beginWithdrawal, settleMs } from '../../../src/routing/withdraw.ts';
import { RoutingLab } from '../../routing/routingLab.ts';

function routeIn(lab: RoutingLab, places = [placeInFolder(lab.project, 'shop')]) {
  const remembered = new Map<string, unknown>();
  const notes: string[] = [];
  const route = new ClaudeCodeRoute({
    home: lab.home,
    journal: lab.journal,
    memory: { get: key => remembered.get(key), update: async (key, value) => void remembered.set(key, value) },
    places: () => places,
    retrieval: { command: 'node', args: ['mcp.js'], env: { HEADROOM_HOME: lab.home } },
    surroundings: (): RouteSurroundings => ({
      environment: {},
      terminalEnvironment: {},
      userFolder: lab.userFolder,
      workspaceFolders: [lab.project],
      workspaceName: 'shop',
      routesTerminals: true,
      hasOwnUpstream: false,
    }),
    guard: () => {},
    report: note => notes.push(note),
  });
  return { route, notes };
}

test('a workspace is led only after a person has connected it, and again at every later start', async () => {
  using lab = new RoutingLab();
  const { route } = routeIn(lab);

  await route.apply(1);
  const before = lab.read();
  await route.connect(1, { fetches: false });
  await route.undo();
  await route.apply(2);

  expect(before).toBeUndefined();
  expect(lab.read()).toContain('http://127.0.0.1:2/w/shop');
  expect(await route.isConnected()).toBe(true);
});

test('disconnecting leaves no trace once running conversations have taken leave', { timeout: 20_000 }, async () => {
  using lab = new RoutingLab();
  const { route, notes } = routeIn(lab);
  await route.connect(1, { fetches: false });

  await route.disconnect();

  expect(lab.read()).toContain('https://api.anthropic.com');
  expect(await route.isConnected()).toBe(false);
  await vi.waitFor(() => expect(lab.read()).toBeUndefined(), { timeout: settleMs + 3_000, interval: 100 });
  expect(notes).toEqual([]);
});

test('with retrieval the folder gets our server, unless its list of servers is under version control', async () => {
  using lab = new RoutingLab();
  const list = join(lab.project, '.mcp.json');
  const { route } = routeIn(lab);

  await route.connect(1, { fetches: true });
  const registered = JSON.parse(lab.read(list) ?? '');
  await beginWithdrawal(lab.journal, () => true, Date.now());
  await beginWithdrawal(lab.journal, () => true, Date.now() + settleMs);
  const gone = [lab.read(list), lab.read()];
  lab.write(list, '{}');
  execFileSync('git', ['add', '.mcp.json'], { cwd: lab.project });
  await route.disconnect();

  expect(registered.mcpServers.headroom.args).toEqual(['mcp.js']);
  expect(gone).toEqual([undefined, undefined]);
  await expect(route.connect(1, { fetches: true })).rejects.toThrow(
    /version control.*claude mcp add -s local headroom/,
  );
  expect(lab.read(list)).toBe('{}');
  expect(route.since).toBeUndefined();
});

test('every folder at once is connected without a project, and its retrieval by a command', async () => {
  using lab = new RoutingLab();
  const { route } = routeIn(lab, [placeOfUser(lab.userFolder)]);

  await route.connect(1, { fetches: false });

  expect(route.fetches).toBeUndefined();
  expect(route.retrievalCommand).toBe(`claude mcp add -s user headroom -e HEADROOM_HOME=${lab.home} -- node mcp.js`);
  expect(lab.read(userSettingsFile(lab.userFolder))).toContain('"http://127.0.0.1:1"');
});

test('without a folder it says what to do', async () => {
  using lab = new RoutingLab();

  await expect(routeIn(lab, []).route.connect(1, { fetches: false })).rejects.toThrow('Open one');
});

test('settings of a folder that cannot be edited are left alone, and the other way is named', async () => {
  using lab = new RoutingLab();
  lab.write(lab.settingsFile, 'no JSON');

  await expect(routeIn(lab).route.connect(1, { fetches: false })).rejects.toThrow(
    /left alone.*Claude Code in every folder can be connected without it/,
  );

  expect(lab.read()).toBe('no JSON');
});

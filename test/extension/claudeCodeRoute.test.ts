import { expect, test, vi } from 'vitest';
import { ClaudeCodeRoute } from '../../src/extension/claudeCodeRoute.ts';
import type { RouteSurroundings } from '../../src/extension/routeSurroundings.ts';
import { placeInFolder } from '../../src/routing/claudeCode.ts';
import { settleMs } from '../../src/routing/withdraw.ts';
import { RoutingLab } from '../routing/routingLab.ts';

function routeIn(lab: RoutingLab, places = [placeInFolder(lab.project, 'shop')]) {
  const remembered = new Map<string, unknown>();
  const notes: string[] = [];
  const route = new ClaudeCodeRoute({
    home: lab.home,
    journal: lab.journal,
    memory: { get: key => remembered.get(key), update: async (key, value) => void remembered.set(key, value) },
    places: () => places,
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
  await route.connect(1);
  await route.undo();
  await route.apply(2);

  expect(before).toBeUndefined();
  expect(lab.read()).toContain('http://127.0.0.1:2/w/shop');
  expect(await route.isConnected()).toBe(true);
});

test('disconnecting leaves no trace once running conversations have taken leave', { timeout: 20_000 }, async () => {
  using lab = new RoutingLab();
  const { route, notes } = routeIn(lab);
  await route.connect(1);

  await route.disconnect();

  expect(lab.read()).toContain('https://api.anthropic.com');
  expect(await route.isConnected()).toBe(false);
  await vi.waitFor(() => expect(lab.read()).toBeUndefined(), { timeout: settleMs + 3_000, interval: 100 });
  expect(notes).toEqual([]);
});

test('without a folder it says what to do', async () => {
  using lab = new RoutingLab();

  await expect(routeIn(lab, []).route.connect(1)).rejects.toThrow('Open one');
});

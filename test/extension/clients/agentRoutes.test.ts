import { expect, test } from 'vitest';
import { AgentRoutes, type ClientRoute } from '../../../src/extension/clients/agentRoutes.ts';
import type { RouteSurroundings } from '../../../src/extension/clients/routeSurroundings.ts';

class FakeTerminalRoute {
  variables: Readonly<Record<string, string>> | undefined;

  apply(variables: Readonly<Record<string, string>>): void {
    this.variables = variables;
  }

  undo(): void {
    this.variables = undefined;
  }
}

function routesIn(more: Partial<RouteSurroundings>, clients: readonly ClientRoute[] = []) {
  const notes: string[] = [];
  const terminals = new FakeTerminalRoute();
  const around: RouteSurroundings = {
    environment: {},
    terminalEnvironment: {},
    userFolder: '/nowhere',
    workspaceFolders: [],
    workspaceName: undefined,
    routesTerminals: true,
    hasOwnUpstream: false,
    ...more,
  };
  return {
    routes: new AgentRoutes({ terminals, clients, surroundings: () => around, report: note => notes.push(note) }),
    terminals,
    notes,
  };
}

test('a client that cannot be led keeps no other and no terminal from it', async () => {
  const log: string[] = [];
  const broken: ClientRoute = {
    apply: () => Promise.reject(new Error('settings.json is not JSON')),
    undo: () => Promise.reject(new Error('settings.json is not JSON')),
  };
  const sound: ClientRoute = {
    apply: async port => void log.push(`apply ${port}`),
    undo: async () => void log.push('undo'),
  };
  const { routes, terminals, notes } = routesIn({}, [broken, sound]);

  await routes.apply(8787);
  const led = terminals.variables;
  await routes.undo();

  expect(log).toEqual(['apply 8787', 'undo']);
  expect(led).toBeDefined();
  expect(notes).toEqual(['settings.json is not JSON', 'settings.json is not JSON']);
});

test('the base URL of a terminal names the project', async () => {
  const { routes, terminals } = routesIn({ workspaceName: 'billing api' });

  await routes.apply(8787);

  expect(terminals.variables?.ANTHROPIC_BASE_URL).toBe('http://127.0.0.1:8787/w/billing%20api');
});

test('only terminals opened while routed count, and closing them counts down', async () => {
  const { routes } = routesIn({});
  const [before, during] = [{}, {}];

  routes.terminalOpened(before);
  await routes.apply(8787);
  routes.terminalOpened(during);

  expect(routes.countRouted()).toBe(1);
  await routes.undo();
  routes.terminalOpened({});
  expect(routes.countRouted()).toBe(1);
  routes.terminalClosed(during);
  expect(routes.countRouted()).toBe(0);
});

test('terminals are left alone when the setting says so', async () => {
  const { routes, terminals } = routesIn({ routesTerminals: false });

  await routes.apply(8787);

  expect(terminals.variables).toBeUndefined();
});

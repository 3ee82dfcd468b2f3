import { expect, it } from 'vitest';
import { keepRoutes } from '../../src/process/keepRoutes.ts';
import { RoutingLab } from '../routing/routingLab.ts';

it('an engine takes back its own routes and leaves those of another port', { timeout: 20_000 }, async () => {
  using lab = new RoutingLab();
  const lines: string[] = [];
  const undo = keepRoutes({ home: lab.home, log: line => lines.push(line) }, 2);
  await lab.connect({ port: 1, now: Date.now() });

  await undo();
  const others = lab.read();
  await keepRoutes({ home: lab.home, log: line => lines.push(line) }, 1)();

  expect(others).toContain('http://127.0.0.1:1/');
  expect(lab.read()).toBeUndefined();
  expect(lines).toEqual([]);
});

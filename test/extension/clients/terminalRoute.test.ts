import { expect, test } from 'vitest';
import { TerminalRoute } from '../../../src/extension/clients/terminalRoute.ts';

type Collection = ConstructorParameters<typeof TerminalRoute>[0];

test('a route replaces the variables of the one before and is undone as a whole', () => {
  const variables = new Map<string, string>();
  const collection: Partial<Collection> = {
    clear: () => variables.clear(),
    replace: (name: string, value: string) => void variables.set(name, value),
  };
  const route = new TerminalRoute(collection as Collection);

  route.apply({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' });
  route.apply({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:2' });
  const applied = [...variables];
  route.undo();

  expect(applied).toEqual([['ANTHROPIC_BASE_URL', 'http://127.0.0.1:2']]);
  expect([collection.persistent, variables.size]).toEqual([false, 0]);
});

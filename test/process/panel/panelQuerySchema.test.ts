import { expect, it } from 'vitest';
import { parsePanelQuery } from '../../../src/process/panel/panelQuerySchema.ts';

it('a query is taken over as it is, without what nobody asked for', () => {
  expect(parsePanelQuery({ type: 'trial', source: 'recorded', days: 7, path: '/etc' })).toEqual({
    ...{ type: 'trial', source: 'recorded', days: 7 },
  });
});

it('what is wrong with a query is named by its place', () => {
  expect(() => parsePanelQuery({ type: 'import', days: -1 })).toThrow('days');
  expect(() => parsePanelQuery({ type: 'setOptions', options: { nonsense: 1 } })).toThrow('options');
});

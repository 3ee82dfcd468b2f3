import { expect, it } from 'vitest';
import { unkeptHandle } from '../../../src/engine/plan/handle.ts';
import { blockWithoutPlaceholder, showUnkept } from '../../../src/process/onDemand/showUnkept.ts';
import type { BlockView } from '../../../src/shared/panelProtocol.ts';

const after = `[headroom: 412 of 430 lines omitted (passing tests); get: ${unkeptHandle}]`;
const view: BlockView = {
  exchange: 'e',
  position: 1,
  label: 'Bash npm test',
  kind: 'toolResult',
  before: 'long',
  after,
  receipt: {
    ...{ block: 1, kind: 'toolResult', transform: 'fold', reason: 'passing tests', tokensBefore: 9, tokensAfter: 3 },
  },
};

it('a plan says that its handle does not exist yet', () => {
  expect(showUnkept(after)).toContain('get: (a handle, once it is sent)]');
  expect(blockWithoutPlaceholder(view).after).not.toContain(unkeptHandle);
});

it('what was really sent is shown as it was', () => {
  const sent = { ...view, receipt: { ...view.receipt, handle: 'k7f3a9' } };

  expect(blockWithoutPlaceholder(sent)).toBe(sent);
});

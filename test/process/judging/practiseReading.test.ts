import { expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import { longConversation, practiseReading } from '../../../src/process/judging/practiseReading.ts';

it('what is practised on is a conversation with many results', () => {
  const index = indexRequest(longConversation(), 'anthropic');

  expect(isUnindexed(index) ? [] : index.blocks.filter(({ kind }) => kind === 'toolResult').length).toBeGreaterThan(20);
});

it('practising leaves no trace and fails nobody', () => {
  expect(practiseReading()).toBeUndefined();
});

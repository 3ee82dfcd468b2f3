import { expect, it } from 'vitest';
import { readConversation } from '../../../src/importing/claudeCode/readConversation.ts';
import { requestsOf } from '../../../src/importing/claudeCode/requestsOf.ts';
import { readTranscript } from '../../../src/importing/claudeCode/transcript.ts';
import { analyzeImported } from '../../../src/process/history/importedExchange.ts';
import { Analyst } from '../../../src/process/recording/analyst.ts';
import { mainFile, transcriptText, withoutRequests } from '../../importing/claudeCode/transcripts.ts';

it('an imported request is analysed like one that was relayed, and says where it comes from', async () => {
  const conversation = await readConversation([{ path: mainFile, session: 's', bytes: 1, changedAtMs: 0 }]);
  const analyst = new Analyst();

  const details = [];
  for (const request of conversation.requests()) {
    details.push((await analyzeImported(request, conversation.project, analyst)).detail);
  }

  expect(new Set(details.map(({ origin }) => origin))).toEqual(new Set(['transcript']));
  expect(new Set(details.map(each => each.conversation)).size).toBe(1);
  expect(details[1]).toMatchObject({ project: 'billing-api', client: 'Claude Code', parent: details[0]?.id });
  expect(details[1]?.cost?.source).toBe('measured');
});

it('what a transcript does not hold is one block, so that the parts add up to what was paid', async () => {
  const transcript = readTranscript(withoutRequests(transcriptText()));
  const [first] = requestsOf(transcript, { session: 's' });
  if (first?.usage === undefined) throw new Error('The transcript tells no usage.');

  const { detail } = await analyzeImported(first, 'p', new Analyst());

  const { input, cacheRead, cacheWrite5m, cacheWrite1h } = first.usage;
  const reported = input + cacheRead + cacheWrite5m + cacheWrite1h;
  expect(detail.origin).toBe('messages');
  expect(detail.tokensAfter).toBe(reported);
  expect(detail.blocks.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0)).toBe(reported);
  expect(detail.composition?.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(reported);
  const system = detail.receipts.find(({ kind }) => kind === 'system');
  expect(system?.tokensBefore).toBe(detail.blocks.find(({ kind }) => kind === 'system')?.tokensBefore);
});

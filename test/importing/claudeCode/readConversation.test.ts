import { expect, it } from 'vitest';
import { findTranscripts } from '../../../src/importing/claudeCode/findTranscripts.ts';
import { groupBySession, readConversation } from '../../../src/importing/claudeCode/readConversation.ts';
import { projectsFolder, session } from './transcripts.ts';

it('a session is read with its sub-agents, under the folder in which the client worked', async () => {
  const [files = []] = groupBySession(await findTranscripts(projectsFolder));

  const conversation = await readConversation(files);

  expect(conversation).toMatchObject({ session, project: 'billing-api', unread: 0, requestCount: 13 });
  const requests = [...conversation.requests()];
  expect(requests).toHaveLength(13);
  expect(requests.filter(({ agent }) => agent !== undefined)).toHaveLength(4);
});

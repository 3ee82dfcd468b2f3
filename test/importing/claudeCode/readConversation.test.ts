import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findTranscripts } from '../../../src/importing/claudeCode/findTranscripts.ts';
import { groupBySession, readConversation } from '../../../src/importing/claudeCode/readConversation.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { exchangeLines, projectsFolder, session } from './transcripts.ts';

it('a session is read with its sub-agents, under the folder in which the client worked', async () => {
  const [files = []] = groupBySession(await findTranscripts(projectsFolder));

  const conversation = await readConversation(files);

  expect(conversation).toMatchObject({ session, project: 'billing-api', unread: 0, requestCount: 13 });
  const requests = [...conversation.requests()];
  expect(requests).toHaveLength(13);
  expect(requests.filter(({ agent }) => agent !== undefined)).toHaveLength(4);
});

it.each(['{"type":"user","cwd":"/home/al\n', '{"type":"user","cwd":"/home/\\x"}\n'])(
  'a line that breaks off within the folder does not hide the folder of the others: %j',
  async broken => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 's.jsonl'), broken + exchangeLines('a', '2026-01-01T00:00:00Z'));

    const conversation = await readConversation(await findTranscripts(folder));

    expect(conversation).toMatchObject({ project: 'ledger', requestCount: 1, unread: 1, unreadFiles: 0 });
  },
);

it('a file that is gone or too large is counted, and the others of its session are read', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 's.jsonl'), exchangeLines('a', '2026-01-01T00:00:00Z'));
  const [file] = await findTranscripts(folder);
  if (file === undefined) throw new Error('The transcript is missing.');
  const [large, gone] = [
    { ...file, bytes: 300 * 1024 * 1024 },
    { ...file, path: join(folder, 'gone.jsonl') },
  ];

  const conversation = await readConversation([large, file, gone]);

  expect(conversation).toMatchObject({ requestCount: 1, unreadFiles: 2 });
});

import { expect, test } from 'vitest';
import { notesFor } from '../../../src/extension/native/fileNotes.ts';
import type { Presence } from '../../../src/shared/presence.ts';

const presence: Presence = {
  instructions: [{ name: 'CLAUDE.md', tokens: 8_200, requests: 58, usd: 1.22 }],
  servers: [
    { name: 'github', tools: 42, tokens: 18_000, requests: 58, usd: 2.5, conversations: 9, callers: 0 },
    { name: 'my_db', tools: 1, tokens: 300, requests: 4, usd: 0.001, conversations: 2, callers: 2 },
  ],
  requests: 60,
  conversations: 9,
};

const notes = (path: string, tokens: number, text = '') => notesFor({ path, text, tokens }, presence);

test('an instruction file tells its own share of what the client sends of it', () => {
  expect(notes('/repo/CLAUDE.md', 4_100)).toEqual([
    { line: 0, text: '~4.1k tokens in each of 58 requests this week, ~$0.61' },
  ]);
});

test('a file that no request carried says so, a skill that it costs only when opened', () => {
  expect(notes('/repo/AGENTS.md', 640)).toEqual([
    {
      line: 0,
      text: '~640 tokens in every request of an agent that reads this file; in none of 60 recorded requests this week',
    },
  ]);
  expect(notes('/repo/skills/x/SKILL.md', 640)).toEqual([
    { line: 0, text: '~640 tokens when an agent opens this skill' },
  ]);
});

test('each server of a list tells what its tools cost and whether anybody calls them', () => {
  const text =
    '{\n  // ours\n  "mcpServers": {\n    "github": { "command": "x" },\n    "my db": {},\n    "unknown": {}\n  }\n}';

  expect(notes('/repo/.mcp.json', 0, text)).toEqual([
    {
      line: 3,
      text: '42 tools, 18.0k tokens in each of 58 requests, never called in 9 conversations, ~$2.50 this week',
    },
    { line: 4, text: '1 tool, 300 tokens in each of 4 requests, called in 2 of 2 conversations' },
  ]);
  expect(notes('/repo/.vscode/mcp.json', 0, '{"servers":{"github":{}}}')).toHaveLength(1);
  expect(notes('/repo/.mcp.json', 0, '{ "mcpServers": ')).toEqual([]);
});

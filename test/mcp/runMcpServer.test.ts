import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, expect, it } from 'vitest';
import { EngineLab, eventually } from '../process/engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const rows = JSON.stringify(
  Array.from({ length: 200 }, (_, id) => ({ id, name: `item ${id % 9}`, ok: id !== 77 })),
  null,
  1,
);

async function connect(home: string, more: Readonly<Record<string, string>> = {}) {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(new URL('../../src/mcp/main.ts', import.meta.url))],
    env: { HEADROOM_HOME: home, ...more },
  });
  await client.connect(transport);
  lab.onStop(() => client.close());
  const call = async (name: string, input: Record<string, unknown>) => {
    const { content, isError } = await client.callTool({ name, arguments: input });
    const texts: readonly string[] = Array.isArray(content) ? content.map(part => part.text) : [];
    return { texts, isError: isError === true };
  };
  const textsOf = async (name: string, input: Record<string, unknown>) => (await call(name, input)).texts;
  return { client, call, textsOf };
}

it('serves a client over stdio: compresses a text, and gives it back whole, by lines and by pattern', async () => {
  const home = await lab.home();
  await lab.engine(home, '--profile', 'agent-90');
  const { textsOf } = await connect(home);

  const [short = '', note = ''] = await textsOf('headroom_compress', { text: rows });
  const handle = /with handle (\w+)/.exec(note)?.[1];
  const [whole] = await textsOf('headroom_retrieve', { handle });
  const [lines] = await textsOf('headroom_retrieve', { handle, lines: '1-3' });
  const [match] = await textsOf('headroom_retrieve', { handle, grep: '"ok": false' });

  expect(short.length).toBeLessThan(rows.length / 2);
  expect(whole).toBe(rows);
  expect(lines).toBe(rows.split('\n').slice(0, 3).join('\n'));
  expect(match).toMatch(/^\d+: {3}"ok": false$/);
});

it('says how to start an engine when none runs, and works once one does', async () => {
  const home = await lab.home();
  const { textsOf } = await connect(home);

  const [before] = await textsOf('headroom_stats', {});
  await lab.engine(home);
  const [after = ''] = await textsOf('headroom_stats', {});

  expect(before).toContain('Start it with "Headroom: Start Proxy"');
  expect(JSON.parse(after)).toMatchObject({ totalRequests: 0, retrievals: { count: 0, tokens: 0 } });
});

it('answers a long original in parts that lead on to the whole, and counts every part as fetched back', async () => {
  const home = await lab.home();
  await lab.engine(home, '--profile', 'agent-90');
  const { textsOf } = await connect(home);
  const log = Array.from({ length: 2000 }, (_, i) => `2026-11-21 10:00:00 INFO served request ${i} in 7 ms`).join('\n');
  const [, said = ''] = await textsOf('headroom_compress', { text: log });
  const handle = /with handle (\w+)/.exec(said)?.[1];

  const parts: string[] = [];
  for (let next: string | undefined = '1-'; next !== undefined; ) {
    const [text = '', note = '']: readonly string[] = await textsOf('headroom_retrieve', { handle, lines: next });
    parts.push(text);
    next = /lines "(\d+-)\d*"/.exec(note)?.[1];
  }

  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(20_000);
  expect(parts.join('\n')).toBe(log);
  await eventually(async () => {
    const { retrievals } = JSON.parse((await textsOf('headroom_stats', {}))[0] ?? '');
    return retrievals.count === parts.length && retrievals.tokens > 20_000 ? true : undefined;
  });
});

it('tells an agent what is wrong with a handle, a line range and a pattern', async () => {
  const home = await lab.home();
  await lab.engine(home);
  const { call } = await connect(home);

  const misspelt = await call('headroom_retrieve', { handle: 'the one above' });
  const unknown = await call('headroom_retrieve', { handle: 'abcdefgh23' });
  const range = await call('headroom_retrieve', { handle: 'abcdefgh23', lines: 'first ten' });
  const missing = await call('headroom_retrieve', {});

  expect(misspelt).toEqual({
    texts: [
      '"the one above" is not a handle. A handle is the word of ten letters and digits after "get:" in a marker.',
    ],
    isError: true,
  });
  expect(unknown.texts[0]).toContain('Nothing is kept under abcdefgh23. It may have expired');
  expect(range.texts[0]).toContain('Give first and last line, e.g. "120-180"');
  expect(missing.isError).toBe(true);
});

it('has no retrieval where the editor brings its own', async () => {
  const { client } = await connect(await lab.home(), { HEADROOM_MCP_WITHOUT_RETRIEVAL: '1' });

  const { tools } = await client.listTools();

  expect(tools.map(tool => tool.name)).toEqual(['headroom_stats', 'headroom_compress']);
});

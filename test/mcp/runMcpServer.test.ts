import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, expect, it } from 'vitest';
import { EngineLab } from '../process/engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const rows = JSON.stringify(
  Array.from({ length: 200 }, (_, id) => ({ id, name: `item ${id % 9}`, ok: id !== 77 })),
  null,
  1,
);

async function connect(home: string) {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(new URL('../../src/mcp/main.ts', import.meta.url))],
    env: { HEADROOM_HOME: home },
  });
  await client.connect(transport);
  lab.onStop(() => client.close());
  return async (name: string, input: Record<string, unknown>): Promise<readonly string[]> => {
    const { content } = await client.callTool({ name, arguments: input });
    return Array.isArray(content) ? content.map(part => part.text) : [];
  };
}

it('serves a client over stdio: compresses a text, and gives it back whole, by lines and by pattern', async () => {
  const home = await lab.home();
  await lab.engine(home, '--profile', 'agent-90');
  const call = await connect(home);

  const [short = '', note = ''] = await call('headroom_compress', { text: rows });
  const handle = /with handle (\w+)/.exec(note)?.[1];
  const [whole] = await call('headroom_retrieve', { handle });
  const [lines] = await call('headroom_retrieve', { handle, lines: '1-3' });
  const [match] = await call('headroom_retrieve', { handle, grep: '"ok": false' });

  expect(short.length).toBeLessThan(rows.length / 2);
  expect(whole).toBe(rows);
  expect(lines).toBe(rows.split('\n').slice(0, 3).join('\n'));
  expect(match).toMatch(/^\d+: {3}"ok": false$/);
});

it('says how to start an engine when none runs, and works once one does', async () => {
  const home = await lab.home();
  const call = await connect(home);

  const [before] = await call('headroom_stats', {});
  await lab.engine(home);
  const [after = ''] = await call('headroom_stats', {});

  expect(before).toContain('Start it with "Headroom: Start Proxy"');
  expect(JSON.parse(after)).toMatchObject({ totalRequests: 0, retrievals: { count: 0, tokens: 0 } });
});

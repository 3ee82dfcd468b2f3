import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { expect, it } from 'vitest';
import { registerTools } from '../../src/mcp/tools.ts';
import type { CompressTextRequest, RetrieveRequest } from '../../src/shared/adminApi.ts';

class FakeEngine {
  readonly asked: (RetrieveRequest | CompressTextRequest)[] = [];

  async retrieve(request: RetrieveRequest) {
    this.asked.push(request);
    if (request.handle === 'picture234') return { text: 'data:image/png;base64,AAAA', isWhole: true };
    if (request.handle === 'gone') throw new Error('Nothing is kept under gone.');
    return request.lines === undefined
      ? { text: 'one\n two \n', isWhole: true }
      : { text: 'one', isWhole: false, note: 'Lines 2-3 of 3 remain; ask with lines "2-3".' };
  }

  async compressText(request: CompressTextRequest) {
    this.asked.push(request);
    const figures = { tokensBefore: 1200, tokensAfter: 90, transform: 'fold', reason: 'folded', handle: 'abcdefgh23' };
    return { text: 'short', ...figures };
  }

  async stats() {
    return { totalRequests: 3 };
  }
}

async function connect(engine: FakeEngine, offersRetrieval = true): Promise<Client> {
  const server = new McpServer({ name: 'headroom', version: '1' });
  registerTools(server, engine, { offersRetrieval });
  const client = new Client({ name: 'test', version: '1' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  return client;
}

async function call(engine: FakeEngine, name: string, input: Record<string, unknown>) {
  const client = await connect(engine);
  const { content, isError } = await client.callTool({ name, arguments: input });
  const texts = Array.isArray(content) ? content.map(part => part.text) : [];
  return { texts, isError: isError === true };
}

it('offers three tools; the one that markers name is never hidden behind a tool search', async () => {
  const client = await connect(new FakeEngine());

  const { tools } = await client.listTools();

  expect(tools.map(tool => tool.name)).toEqual(['headroom_retrieve', 'headroom_stats', 'headroom_compress']);
  expect(tools[0]?._meta).toEqual({ 'anthropic/alwaysLoad': true });
});

it('leaves retrieval to a client that has a tool of its own for it', async () => {
  const client = await connect(new FakeEngine(), false);

  const { tools } = await client.listTools();

  expect(tools.map(tool => tool.name)).toEqual(['headroom_stats', 'headroom_compress']);
});

it('gives a whole original as one text, byte for byte', async () => {
  const engine = new FakeEngine();

  expect(await call(engine, 'headroom_retrieve', { handle: 'abcdefgh23' })).toEqual({
    texts: ['one\n two \n'],
    isError: false,
  });
  expect(engine.asked).toEqual([{ handle: 'abcdefgh23', maxChars: 20_000, forAgent: true }]);
});

it('passes lines and pattern on, and keeps the way on apart from the text', async () => {
  const engine = new FakeEngine();

  const { texts } = await call(engine, 'headroom_retrieve', { handle: 'abcdefgh23', lines: '1-3', grep: 'a+' });

  expect(texts).toEqual(['one', '[headroom: Lines 2-3 of 3 remain; ask with lines "2-3".]']);
  expect(engine.asked).toMatchObject([{ lines: { from: 1, to: 3 }, pattern: 'a+' }]);
});

it('tells the model what went wrong', async () => {
  const gone = await call(new FakeEngine(), 'headroom_retrieve', { handle: 'gone' });
  const misread = await call(new FakeEngine(), 'headroom_retrieve', { handle: 'abcdefgh23', lines: 'first ten' });

  expect(gone).toEqual({ texts: ['Nothing is kept under gone.'], isError: true });
  expect(misread.texts[0]).toContain('Give first and last line, e.g. "120-180"');
});

it('compresses a text and names the handle of the whole', async () => {
  const { texts } = await call(new FakeEngine(), 'headroom_compress', { text: 'long', command: 'npm test' });

  expect(texts).toEqual([
    'short',
    '[headroom: 1200 → 90 tokens; folded; the whole text: headroom_retrieve with handle abcdefgh23]',
  ]);
});

it('tells the figures', async () => {
  const { texts } = await call(new FakeEngine(), 'headroom_stats', {});

  expect(JSON.parse(texts[0])).toEqual({ totalRequests: 3 });
});

it('gives a picture as an image', async () => {
  const client = await connect(new FakeEngine());

  const result = await client.callTool({ name: 'headroom_retrieve', arguments: { handle: 'picture234' } });

  expect(result.content).toEqual([{ type: 'image', mimeType: 'image/png', data: 'AAAA' }]);
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { answerJson, jsonHeaders, send } from '../proxy/proxyLab.ts';
import { EngineLab } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const retrieval = {
  name: 'mcp__headroom__retrieve',
  description: 'Fetches an original',
  input_schema: { type: 'object' },
};

/** A tool's answer that is worth shortening. */
const rows = (name: string): string =>
  JSON.stringify(
    Array.from({ length: 300 }, (_, id) => ({ id, name: `${name} ${id}`, state: 'open', size: id * 3 })),
    null,
    2,
  );

const round = (name: string) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: `call_${name}`, name: 'list', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `call_${name}`, content: rows(name) }] },
];

/** The request of a conversation in which these were listed, one after the other. */
const requestAfter = (...names: readonly string[]): string =>
  JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 50,
    tools: [retrieval],
    messages: [{ role: 'user', content: 'List everything' }, ...names.flatMap(round)],
  });

/** What went upstream of a request: the answers of its tools. */
function sentResults(body: Buffer): readonly string[] {
  const { messages } = JSON.parse(body.toString());
  return messages
    .slice(1)
    .flatMap((message: { role: string; content: { content: string }[] }) =>
      message.role === 'user' ? message.content.map(({ content }) => content) : [],
    );
}

describe('a store that is lost in the middle of a conversation', { timeout: 60_000 }, () => {
  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['overwritten with nonsense', (path: string) => writeFileSync(path, Buffer.alloc(200_000, 0x5a))],
  ])('leaves what was sent as it was, also after a restart (%s)', async (_, lose) => {
    const upstream = await lab.upstream((_request, response) => answerJson(response));
    const home = await lab.home();
    const flags = ['--mode', 'optimize', '--deadline-ms', '20000', '--upstream', `anthropic=${upstream.url}`];
    const ask = async (port: number, ...names: readonly string[]): Promise<readonly string[]> => {
      await send(port, { headers: jsonHeaders, body: requestAfter(...names) });
      return sentResults(upstream.last.body);
    };
    const engine = await lab.engine(home, ...flags);
    const [first] = await ask(engine.port, 'one');

    lose(join(home, 'headroom.db'));
    const second = await ask(engine.port, 'one', 'two');
    const third = await ask(engine.port, 'one', 'two', 'three');
    await engine.stop();
    const again = await lab.engine(home, ...flags);
    const fourth = await ask(again.port, 'one', 'two', 'three');

    expect(first?.length).toBeLessThan(rows('one').length / 2);
    expect(second[0]).toBe(first);
    expect(second[1]?.length).toBeLessThan(rows('two').length / 2);
    expect(third.slice(0, 2)).toEqual(second);
    expect(fourth).toEqual(third);
  });
});

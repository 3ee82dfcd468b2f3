import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ConversationTree,
  type RequestNode,
  type Sighting,
} from '../../../src/engine/conversation/conversationTree.ts';
import { patience, runs } from './anyJson.ts';
import { capture, indexBytes, indexOf } from './indexed.ts';

const system = 'You are a careful engineer.';
const ask = { role: 'user', content: 'Why does the test fail?' };
const steps = [1, 2, 3].flatMap(step => turn(`${step}`, `output of step ${step}`));

test('a growing conversation continues, though its last block changes form and its breakpoint wanders', () => {
  const tree = new ConversationTree();

  const nodes = ['claudeCode-1', 'claudeCode-2', 'claudeCode-3'].map(name =>
    tree.place({ id: name, index: indexBytes('anthropic', capture(name)) }),
  );

  expect(nodes.map(({ kind, conversation, parent }) => [kind, conversation, parent])).toEqual([
    ['new', 'claudeCode-1', undefined],
    ['continues', 'claudeCode-1', 'claudeCode-1'],
    ['continues', 'claudeCode-1', 'claudeCode-2'],
  ]);
});

test('a request sent again continues where its first sending did', () => {
  expect(kindsOf([ask], [ask], [ask, ...steps.slice(0, 2)])).toEqual(['new', 'continues a', 'continues a']);
});

test('two requests that go on from the same point are two branches', () => {
  expect(kindsOf([ask], [ask, ...turn('x', 'one')], [ask, ...turn('y', 'two')])).toEqual([
    'new',
    'continues a',
    'fork a',
  ]);
});

test('going back to an earlier point and asking something else is a fork', () => {
  const rewound = [ask, ...steps.slice(0, 3), { role: 'user', content: 'Stop. Explain it instead.' }];

  expect(kindsOf([ask], [ask, ...steps.slice(0, 4)], [ask, ...steps], rewound)).toEqual([
    'new',
    'continues a',
    'continues b',
    'fork b',
  ]);
});

test('earlier content that the client changed, with what followed, is an edit', () => {
  const cleared = [ask, ...turn('1', '[old output cleared]'), ...steps.slice(2), ...turn('4', 'more')];

  expect(kindsOf([ask, ...steps], cleared)).toEqual(['new', 'edited a']);
});

test('another system text over the same answers is an edit, although no chain is left', () => {
  const tree = new ConversationTree();
  tree.place(sighting('a', [ask, ...steps]));

  const node = tree.place(sighting('b', [ask, ...steps, ...turn('4', 'more')], 'You are someone else.'));

  expect(node).toMatchObject({ kind: 'edited', conversation: 'a', parent: 'a', sharedBlocks: 0 });
});

test('a summary in place of the first turns is a compaction', () => {
  const compacted = [{ role: 'user', content: 'Summary: two steps done.' }, ...steps.slice(4)];

  expect(kindsOf([ask], [ask, ...steps], compacted)).toEqual(['new', 'continues a', 'compacted b']);
});

test('a summary in place of everything is a compaction when the client says that it is the same session', () => {
  const session = { session: 's1' };
  const tree = new ConversationTree();
  tree.place({ id: 'a', index: indexBytes('anthropic', capture('claudeCode-3')), ...session });
  const compacted = indexBytes('anthropic', capture('claudeCode-compacted-1'));

  expect(tree.place({ id: 'b', index: compacted, ...session })).toMatchObject({ kind: 'compacted', parent: 'a' });
  expect(new ConversationTree().place({ id: 'b', index: compacted, ...session }).kind).toBe('new');
});

test('a sub-agent shares no block with its session and is a branch of it by its labels', () => {
  const tree = new ConversationTree();
  tree.place({ id: 'a', index: indexBytes('anthropic', capture('claudeCode-2')), session: 's1' });
  const index = indexBytes('anthropic', capture('claudeCode-subagent-1'));

  const node = tree.place({ id: 'b', index, session: 's1', agent: 'explore-1' });

  expect(node).toMatchObject({ kind: 'subagent', conversation: 'a', parent: 'a' });
});

test('a small side request of a session is a conversation of its own', () => {
  const tree = new ConversationTree();
  tree.place({ ...sighting('a', [ask, ...steps]), session: 's1' });

  const node = tree.place({
    ...sighting('b', [{ role: 'user', content: 'Name it.' }], 'You name things.'),
    session: 's1',
  });

  expect(node).toMatchObject({ kind: 'new', conversation: 'b' });
});

test('conversations with the same system text and opening are not one', () => {
  const other = {
    role: 'user',
    content: [
      { type: 'text', text: 'hello' },
      { type: 'text', text: 'something else' },
    ],
  };
  const first = {
    role: 'user',
    content: [
      { type: 'text', text: 'hello' },
      { type: 'text', text: 'Fix it.' },
    ],
  };

  expect(kindsOf([first, ...steps], [other])).toEqual(['new', 'new']);
});

test('what was placed before a restart is found again after it', () => {
  const before = new ConversationTree();
  const nodes = [before.place(sighting('a', [ask])), before.place(sighting('b', [ask, ...steps]))];
  const after = new ConversationTree();

  for (const node of JSON.parse(JSON.stringify(nodes)) as RequestNode[]) after.restore(node);

  const next = sighting('c', [ask, ...steps, ...turn('4', 'more')]);
  expect(after.place(next)).toEqual(before.place(next));
});

test('beyond its bound a tree forgets the conversation that was seen least recently', () => {
  const tree = new ConversationTree(20);
  tree.place(sighting('old', [ask, ...steps]));
  tree.place(
    sighting('new', [{ role: 'user', content: 'Another question.' }, ...[4, 5, 6].flatMap(n => turn(`${n}`, 'x'))]),
  );
  tree.place(
    sighting('newer', [{ role: 'user', content: 'A third question.' }, ...[7, 8, 9].flatMap(n => turn(`${n}`, 'x'))]),
  );

  expect(tree.place(sighting('c', [ask, ...steps, ...turn('10', 'more')])).kind).toBe('new');
});

test('however requests fork, each is placed under the request that it shares most with', patience, () => {
  const moves = fc.array(fc.record({ from: fc.nat(), text: fc.constantFrom('red', 'green', 'blue') }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(moves, all => {
      const tree = new ConversationTree();
      const histories: object[][] = [[ask]];
      tree.place(sighting('0', [ask]));
      all.forEach(({ from, text }, index) => {
        const parent = from % histories.length;
        const history = [...(histories[parent] ?? []), ...turn(`${index}`, text)];
        histories.push(history);

        const node = tree.place(sighting(`${index + 1}`, history));

        expect(node).toMatchObject({ conversation: '0', parent: `${parent}` });
        expect(['continues', 'fork']).toContain(node.kind);
      });
    }),
    { numRuns: Math.ceil(runs.numRuns / 10) },
  );
});

/** Places the histories under the ids a, b, c…; answers with kind and parent. */
function kindsOf(...histories: readonly object[][]): readonly string[] {
  const tree = new ConversationTree();
  return histories.map((messages, index) => {
    const { kind, parent } = tree.place(sighting(String.fromCharCode(97 + index), messages));
    return parent === undefined ? kind : `${kind} ${parent}`;
  });
}

function sighting(id: string, messages: readonly object[], systemText = system): Sighting {
  return { id, index: indexOf('anthropic', { system: systemText, messages }) };
}

/** A call and its result. */
function turn(id: string, output: string): object[] {
  return [
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: `toolu_${id}`, name: 'Bash', input: { command: `run ${id}` } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${id}`, content: output }] },
  ];
}

import fc from 'fast-check';

type Message = Readonly<Record<string, unknown>>;

export interface Step {
  readonly speaks: boolean;
  readonly says: boolean;
  readonly thinks: boolean;
  readonly calls: number;
  readonly words: number;
}

export const formats = ['anthropic', 'openai-chat', 'openai-responses', 'gemini'] as const;
export type Format = (typeof formats)[number];

/** A conversation in which every step calls tools, told in the words of each provider. */
export function bodyOf(format: Format, steps: readonly Step[]) {
  const messages = steps.flatMap((step, i): Message[] => {
    const ids = Array.from({ length: step.calls }, (_, call) => `call_${i}_${call}`);
    const spoken = i === 0 || step.speaks;
    const asked = spoken ? `Question ${i}, "exactly" so` : undefined;
    const output = (id: string): string => `output of ${id}\n${'word '.repeat(step.words)}`;
    return tell[format]({ asked, says: step.says, thinks: step.thinks, ids, output, i });
  });
  const key = format === 'openai-responses' ? 'input' : format === 'gemini' ? 'contents' : 'messages';
  return { model: 'small', [key]: messages };
}

interface Told {
  readonly asked: string | undefined;
  readonly says: boolean;
  readonly thinks: boolean;
  readonly ids: readonly string[];
  readonly output: (id: string) => string;
  readonly i: number;
}

const tell: Readonly<Record<Format, (told: Told) => Message[]>> = {
  anthropic: ({ asked, says, thinks, ids, output, i }) => [
    ...(asked === undefined
      ? []
      : [...(i === 0 ? [] : [{ role: 'assistant', content: `Answer ${i}` }]), { role: 'user', content: asked }]),
    {
      role: 'assistant',
      content: [
        ...(thinks ? [{ type: 'thinking', thinking: `thought ${i}`, signature: `s${i}` }] : []),
        ...(says ? [{ type: 'text', text: `Let me look ${i}` }] : []),
        ...ids.map(id => ({ type: 'tool_use', id, name: 'run', input: { id } })),
      ],
    },
    { role: 'user', content: ids.map(id => ({ type: 'tool_result', tool_use_id: id, content: output(id) })) },
  ],
  'openai-chat': ({ asked, says, ids, output, i }) => [
    ...(asked === undefined ? [] : [{ role: 'user', content: asked }]),
    {
      role: 'assistant',
      content: says ? `Let me look ${i}` : null,
      tool_calls: ids.map(id => ({ id, type: 'function', function: { name: 'run', arguments: '{}' } })),
    },
    ...ids.map(id => ({ role: 'tool', tool_call_id: id, content: output(id) })),
  ],
  'openai-responses': ({ asked, says, thinks, ids, output, i }) => [
    ...(asked === undefined ? [] : [{ role: 'user', content: asked }]),
    ...(says ? [{ role: 'assistant', content: `Let me look ${i}` }] : []),
    ...(thinks ? [{ type: 'reasoning', id: `rs_${i}`, summary: [], encrypted_content: 'x' }] : []),
    ...ids.map(id => ({ type: 'function_call', call_id: id, name: 'run', arguments: '{}' })),
    ...ids.map(id => ({ type: 'function_call_output', call_id: id, output: output(id) })),
  ],
  gemini: ({ asked, says, ids, output, i }) => [
    ...(asked === undefined
      ? []
      : [
          ...(i === 0 ? [] : [{ role: 'model', parts: [{ text: `Answer ${i}` }] }]),
          { role: 'user', parts: [{ text: asked }] },
        ]),
    {
      role: 'model',
      parts: [
        ...(says ? [{ text: `Let me look ${i}` }] : []),
        ...ids.map(id => ({ functionCall: { id, name: 'run', args: { id } } })),
      ],
    },
    {
      role: 'user',
      parts: ids.map(id => ({ functionResponse: { id, name: 'run', response: { output: output(id) } } })),
    },
  ],
};

export const step = (words: number, change: Partial<Step> = {}): Step => ({
  speaks: false,
  says: false,
  thinks: false,
  calls: 1,
  words,
  ...change,
});

export const steps = fc.array(
  fc.record({
    speaks: fc.boolean(),
    says: fc.boolean(),
    thinks: fc.boolean(),
    calls: fc.integer({ min: 1, max: 3 }),
    words: fc.nat({ max: 200 }),
  }),
  { minLength: 3, maxLength: 14 },
);

export function idsIn(value: unknown, what: 'call' | 'result'): readonly string[] {
  const found: string[] = [];
  JSON.stringify(value, (_, node: unknown) => {
    if (typeof node !== 'object' || node === null) return node;
    const fields = new Map<string, unknown>(Object.entries(node));
    const id =
      what === 'call'
        ? fields.has('input') || fields.has('arguments') || fields.has('function') || fields.has('args')
          ? (fields.get('call_id') ?? fields.get('id'))
          : undefined
        : (fields.get('tool_use_id') ??
          fields.get('tool_call_id') ??
          (fields.has('output') ? fields.get('call_id') : undefined) ??
          (fields.has('response') ? fields.get('id') : undefined));
    if (typeof id === 'string') found.push(id);
    return node;
  });
  return [...new Set(found.filter(id => id.startsWith('call_')))];
}

export function rolesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"role":"(\w+)"/g)].map(([, role]) => role ?? '');
}

export function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const id of some) {
    at = all.indexOf(id, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

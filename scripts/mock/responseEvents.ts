import type { SseEvent } from './mockUpstream.ts';

/** A finished response, as the Responses API returns it without streaming. */
export interface WholeResponse {
  readonly id: string;
  readonly output: readonly Readonly<Record<string, unknown>>[];
  readonly usage: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

/** The same response as the events of a stream, in the order that clients rely on. */
export function responseEvents(whole: WholeResponse): readonly SseEvent[] {
  const begun = { ...whole, status: 'in_progress', output: [], usage: null };
  const steps: readonly (readonly [type: string, data: object])[] = [
    ['response.created', { response: begun }],
    ['response.in_progress', { response: begun }],
    ...whole.output.flatMap((item, index) => itemSteps(item, index)),
    ['response.completed', { response: { ...whole, status: 'completed' } }],
  ];
  return steps.map(([type, data], index) => ({
    event: type,
    data: JSON.stringify({ type, sequence_number: index, ...data }),
  }));
}

type Step = readonly [type: string, data: object];

function itemSteps(item: Readonly<Record<string, unknown>>, index: number): readonly Step[] {
  const place = { item_id: item.id, output_index: index };
  return [
    ['response.output_item.added', { output_index: index, item: { ...item, status: 'in_progress', ...emptied(item) } }],
    ...contentSteps(item, place),
    ['response.output_item.done', { output_index: index, item }],
  ];
}

function emptied({ type }: Readonly<Record<string, unknown>>): object {
  if (type === 'message') return { content: [] };
  return type === 'function_call' ? { arguments: '' } : { input: '' };
}

function contentSteps(item: Readonly<Record<string, unknown>>, place: object): readonly Step[] {
  switch (item.type) {
    case 'message':
      return (Array.isArray(item.content) ? item.content : []).flatMap((part, content_index) => {
        const inPart = { ...place, content_index };
        return [
          ['response.content_part.added', { ...inPart, part: { ...part, text: '' } }],
          ...cut(String(part.text)).map((delta): Step => ['response.output_text.delta', { ...inPart, delta }]),
          ['response.output_text.done', { ...inPart, text: part.text }],
          ['response.content_part.done', { ...inPart, part }],
        ] satisfies Step[];
      });
    case 'function_call':
      return [
        ...cut(String(item.arguments)).map(
          (delta): Step => ['response.function_call_arguments.delta', { ...place, delta }],
        ),
        ['response.function_call_arguments.done', { ...place, arguments: item.arguments }],
      ];
    default:
      return [
        ['response.custom_tool_call_input.delta', { ...place, delta: item.input }],
        ['response.custom_tool_call_input.done', { ...place, input: item.input }],
      ];
  }
}

/** A text arrives in pieces. */
function cut(text: string): readonly string[] {
  return text.match(/[\s\S]{1,24}/g) ?? [''];
}

import type { BlockRecord, ExchangeDetail } from '../shared/records.ts';

/**
 * A request with the blocks of a recorded exchange, for simulating it with other options: the store keeps blocks, not
 * bodies. It holds what a judgement depends on; texts that have expired are left out.
 */
export function rebuildRequest(exchange: ExchangeDetail, texts: ReadonlyMap<string, string>): string {
  const messages = exchange.blocks
    .filter(block => block.message >= 0 && texts.has(block.hash))
    .flatMap(block => messageOf(block, texts.get(block.hash) ?? ''));
  const tools = exchange.blocks
    .filter(block => block.kind === 'toolDefinition')
    .map(block => ({ name: block.tool ?? block.label, description: texts.get(block.hash) ?? '', input_schema: {} }));
  const system = exchange.blocks
    .filter(block => block.kind === 'system' && block.message < 0)
    .map(block => ({ type: 'text', text: texts.get(block.hash) ?? '' }));
  return JSON.stringify({ model: exchange.model, tools, system, messages });
}

/** A result needs the call that it answers: the tool and the command or file decide how it is read. */
function messageOf(block: BlockRecord, text: string): readonly unknown[] {
  const id = block.callId ?? `call-${block.position}`;
  switch (block.kind) {
    case 'toolResult':
      return [
        { role: 'assistant', content: [{ type: 'tool_use', id, name: block.tool ?? 'tool', input: inputOf(block) }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
      ];
    case 'userText':
    case 'system':
      return [{ role: 'user', content: text }];
    case 'assistantText':
    case 'thinking':
      return [{ role: 'assistant', content: text }];
    default:
      return [];
  }
}

/** Records keep the command or file under one name; which it is shows in the tool. */
function inputOf({ subject, tool = '' }: BlockRecord): Readonly<Record<string, string>> {
  if (subject === undefined) return {};
  return /bash|shell|exec|terminal|command/i.test(tool) ? { command: subject } : { file_path: subject };
}

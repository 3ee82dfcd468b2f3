import { counterFor } from '../../../src/engine/tokens/counters.ts';
import { fileUseOf } from '../../../src/engine/waste/fileUse.ts';
import type { WeighedBlock } from '../../../src/engine/waste/finding.ts';
import type { LineRange } from '../../../src/engine/waste/lineRange.ts';

/** Counts as GPT-4o does. */
export const counter = await counterFor('gpt-4o');

export interface Part extends Partial<WeighedBlock> {
  /** Which lines of its file a call asks for. */
  readonly lines?: LineRange;
}

/** Blocks in order; each says only what matters. The subject is a shell's command, or the path that any other tool names. */
export function blocksOf(...parts: readonly Part[]): readonly WeighedBlock[] {
  return parts.map(({ lines, ...part }, position) => {
    const { tool = '', subject } = part;
    const named = tool === 'Bash' ? { command: subject } : { path: subject };
    const use = fileUseOf({ tool, ...named, lines });
    return {
      position,
      kind: 'toolResult',
      wireType: 'tool_result',
      message: position,
      label: part.tool ?? 'block',
      hash: `hash${position}`,
      bytes: 4000,
      tokensBefore: part.tokensAfter ?? 1000,
      tokensAfter: 1000,
      ...(use !== undefined && { use }),
      ...part,
    };
  });
}

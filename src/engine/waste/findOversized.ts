import { say } from '../../shared/sentences/say.ts';
import type { ContextDetector, ContextWaste, WeighedBlock } from './finding.ts';

/** Above these sizes a part of the text is rarely read; only what exceeds them counts. Our own thresholds, 2026-11. */
const largeResultTokens = 8000;
const largeInstructionTokens = 2000;

/** Results and instruction files that are larger than what a model makes use of. */
export const findOversized: ContextDetector = blocks =>
  blocks.flatMap(block => oversizedResult(block) ?? oversizedInstructions(block) ?? []);

function oversizedResult(block: WeighedBlock): ContextWaste | undefined {
  if (block.kind !== 'toolResult' || block.tokensAfter <= largeResultTokens) return undefined;
  return {
    category: 'oversizedResults',
    tokens: block.tokensAfter - largeResultTokens,
    block: block.position,
    place: block.label,
    recommendation: say('advice.oversizedResult', { place: block.label }),
  };
}

/** Clients wrap instruction files into user or system text and name the file. */
const instructionFile = /\b(?:CLAUDE|AGENTS|GEMINI|copilot-instructions|SKILL)\.md\b/;

function oversizedInstructions(block: WeighedBlock): ContextWaste | undefined {
  const isInstruction = block.kind === 'system' || block.kind === 'userText';
  const file = isInstruction ? instructionFile.exec(block.label)?.[0] : undefined;
  if (file === undefined || block.tokensAfter <= largeInstructionTokens) return undefined;
  return {
    category: 'instructionFiles',
    tokens: block.tokensAfter - largeInstructionTokens,
    block: block.position,
    place: file,
    recommendation: say('advice.instructions', { file }),
  };
}

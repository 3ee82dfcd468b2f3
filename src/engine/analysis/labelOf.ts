import type { BlockKind } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import type { Block } from '../conversation/request.ts';
import { redactSecrets } from '../plan/secrets.ts';

export interface LabelSource {
  /** File path or shell command of the call, when there is one. */
  readonly subject: string | undefined;
  readonly text: () => string;
}

const longestLabel = 60;
const instructionFile = /\b(?:CLAUDE|AGENTS|GEMINI|SKILL|copilot-instructions)(?:\.local)?\.md\b/;

/** What people call a block: its tool and file or command, the instruction file that it carries, or its first words. */
export function labelOf(block: Block, source: LabelSource): string {
  switch (block.kind) {
    case 'toolDefinition':
      return block.tool ?? block.wireType;
    case 'toolCall':
    case 'toolResult':
      return shorten(
        [block.tool ?? block.wireType, shortSubject(source.subject)].filter(part => part !== '').join(' '),
      );
    case 'system':
    case 'userText':
      return instructionFile.exec(source.text().slice(0, 4000))?.[0] ?? firstWords(source.text(), block.kind);
    case 'assistantText':
      return firstWords(source.text(), block.kind);
    case 'thinking':
      return say('label.thinking');
    case 'image':
      return say('label.image');
    case 'document':
      return say('label.document');
    case 'opaque':
      return block.wireType;
  }
}

/** A path shows its last part, a command its first line. */
function shortSubject(subject: string | undefined): string {
  if (subject === undefined) return '';
  const line = subject.split('\n', 1)[0] ?? '';
  return /^[/~.]|^[A-Za-z]:\\/.test(line) && !line.includes(' ') ? (line.split(/[/\\]/).at(-1) ?? line) : line;
}

/** Client notes come in tags; what is inside names them better. Names are recorded, so no secret stands in them. */
function firstWords(text: string, kind: BlockKind): string {
  const words = redactSecrets(text.slice(0, 600))
    .replace(/<\/?[a-z][\w-]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? kind : shorten(words);
}

export function shorten(text: string, longest = longestLabel): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

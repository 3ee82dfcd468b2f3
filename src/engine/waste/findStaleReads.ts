import type { ContextDetector, WeighedBlock } from './finding.ts';

const readers = /^(?:Read|read|view|read_file|readFile|open_file)$/;
const editors =
  /^(?:Edit|MultiEdit|Write|NotebookEdit|edit|write|create|str_replace|replace|write_file|edit_file|apply_patch|insert_edit_into_file|replace_string_in_file)$/;

/** Whole-file reads that a later edit of the same file, or a later read of it, made obsolete. */
export const findStaleReads: ContextDetector = blocks => {
  const latestTouch = new Map<string, { position: number; how: 'edited' | 'read again' }>();
  for (const block of blocks) {
    if (block.subject === undefined || block.tool === undefined) continue;
    if (block.kind === 'toolCall' && editors.test(block.tool))
      latestTouch.set(block.subject, { position: block.position, how: 'edited' });
    if (isRead(block)) latestTouch.set(block.subject, { position: block.position, how: 'read again' });
  }
  return blocks.filter(isRead).flatMap(block => {
    const touch = latestTouch.get(block.subject ?? '');
    return touch === undefined || touch.position <= block.position
      ? []
      : [
          {
            category: 'staleReads' as const,
            tokens: block.tokensAfter,
            block: block.position,
            place: block.subject ?? block.label,
            recommendation: `Point the agent to line ranges of ${block.subject}: this copy was ${touch.how} later.`,
          },
        ];
  });
};

function isRead(block: WeighedBlock): boolean {
  return block.kind === 'toolResult' && block.subject !== undefined && readers.test(block.tool ?? '');
}

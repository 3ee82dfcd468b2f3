import type { Block, RequestIndex } from '../../conversation/request.ts';

/** The provider's own tool for using a computer, and what clients call theirs. */
const computerTool = /^computer(?:_|$)/i;

/** Argument names of tools that click, drag or type at a place. */
const positions = /"(?:coordinates?|start_coordinate|x[12]?|cursor_?position)"\s*:\s*\{/i;

/**
 * Whether a tool of this request takes positions in pictures. The model counts pixels in what it sees, so a picture of
 * another size would make it click beside what it means.
 */
export function findsPlacesInPictures(body: Uint8Array, { blocks }: RequestIndex): boolean {
  return blocks.some(block => block.kind === 'toolDefinition' && takesPositions(body, block));
}

function takesPositions(body: Uint8Array, { wireType, tool, slot }: Block): boolean {
  if (computerTool.test(wireType) || computerTool.test(tool ?? '')) return true;
  const definition = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', slot.start, slot.end);
  return positions.test(definition);
}

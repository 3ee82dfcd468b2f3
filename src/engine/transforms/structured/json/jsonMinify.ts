import type { JsonNode } from './jsonNodes.ts';

/** Writes one value on one line. */
export type WriteValue = (text: string, node: JsonNode) => string;

/** Writes a value on one line, every scalar as `writeScalar` does; as spelled, unless told otherwise. */
export function writeMinified(text: string, node: JsonNode, writeScalar: WriteValue = spelled): string {
  if (writeScalar === spelled && isMinified(node)) return spelled(text, node);
  switch (node.kind) {
    case 'array': {
      const items = node.items.map(item => writeMinified(text, item, writeScalar)).join(',');
      return node.cut === undefined ? `[${items}]` : `[${items}${node.cut}`;
    }
    case 'object': {
      const members = node.values
        .map((value, i) => `"${node.keys[i] ?? ''}":${writeMinified(text, value, writeScalar)}`)
        .join(',');
      return node.cut === undefined ? `{${members}}` : `{${members}${node.cut}`;
    }
    default:
      return writeScalar(text, node);
  }
}

/** True when nothing is between the tokens already. */
function isMinified(node: JsonNode): boolean {
  return node.end - node.start === node.size && (!('cut' in node) || node.cut === undefined);
}

export function spelled(text: string, node: JsonNode): string {
  return text.slice(node.start, node.end);
}

/** The content of a string, without its quotes. */
export function inside(text: string, cell: JsonNode): string {
  return text.slice(cell.start + 1, cell.end - 1);
}

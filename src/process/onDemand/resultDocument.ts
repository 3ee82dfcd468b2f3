import type { OnDemandResult } from './onDemand.ts';

/**
 * One JSON document: the compressed request under `messages` or `body`, then the report. The request goes in as the bytes
 * that it is, because reading and writing it again would change its numbers; text that is no JSON goes in as a string.
 */
export function resultDocument({ body, report }: OnDemandResult): string {
  const text = Buffer.from(body)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const value = parse(text);
  const name = Array.isArray(value) ? 'messages' : 'body';
  const request = value === undefined ? JSON.stringify(text) : text.trim();
  return `{"${name}":${request},${JSON.stringify(report).slice(1)}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

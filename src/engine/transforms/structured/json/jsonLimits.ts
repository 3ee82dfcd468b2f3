import { say } from '../../../../shared/sentences/say.ts';
import type { ToolLimits } from '../../../../shared/toolProfiles.ts';
import { digestLine, omissionMarker, truncatedElement, withThousands } from '../../marker.ts';
import type { Replacement } from '../../transform.ts';
import { safeCut } from '../shortenString.ts';
import { inside, writeMinified } from './jsonMinify.ts';
import { countValues, type JsonNode } from './jsonNodes.ts';
import { type Section, splitJson } from './jsonSections.ts';

/**
 * Applies the limits that a person set for a tool: first items of arrays, first characters of strings, outer levels. The
 * values that stay form valid JSON. `undefined` when the text holds no JSON, ends inside it, or exceeds no limit.
 */
export function limitJson(text: string, limits: ToolLimits, handle: string): Replacement | undefined {
  const sections = splitJson(text);
  if (sections === undefined || endsInside(sections)) return undefined;
  const limiter = new JsonLimiter(text, limits);
  let total = 0;
  const body = sections.map(section => {
    if (section.kind === 'text') return section.text;
    const values = section.documents.map(({ root }) => {
      total += countValues(root);
      return limiter.write(root, 1);
    });
    return values.join('\n');
  });
  if (limiter.omitted + limiter.characters === 0) return undefined;
  const kind = `limits of a tool profile${limiter.characters > 0 ? `; ${withThousands(limiter.characters)} characters of strings` : ''}`;
  return {
    output: [
      body.join('').trimEnd(),
      digestLine(text),
      omissionMarker({ omitted: limiter.omitted, of: total, unit: 'values', kind, handle }),
    ].join('\n'),
    reason: say('did.limits'),
  };
}

/** Limits count items from the start and say how many are gone; of a cut array nobody knows how many there were. */
function endsInside(sections: readonly Section[]): boolean {
  return sections.some(section => section.kind === 'json' && section.documents.some(({ isCut }) => isCut));
}

class JsonLimiter {
  readonly #text: string;
  readonly #limits: ToolLimits;
  omitted = 0;
  characters = 0;

  constructor(text: string, limits: ToolLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  write(node: JsonNode, depth: number): string {
    const { maxArrayItems = Number.POSITIVE_INFINITY, maxDepth = Number.POSITIVE_INFINITY } = this.#limits;
    switch (node.kind) {
      case 'string':
        return this.#writeString(node);
      case 'array': {
        const kept = node.items.slice(0, depth > maxDepth ? 0 : maxArrayItems);
        const parts = kept.map(item => this.write(item, depth + 1));
        return `[${[...parts, ...this.#rest(node.items.slice(kept.length))].join(',')}]`;
      }
      case 'object': {
        if (depth > maxDepth) return this.#rest(node.values)[0] ?? '{}';
        const members = node.values.map((value, i) => `"${node.keys[i] ?? ''}":${this.write(value, depth + 1)}`);
        return `{${members.join(',')}}`;
      }
      default:
        return writeMinified(this.#text, node);
    }
  }

  /** What stands for omitted items or members. */
  #rest(omitted: readonly JsonNode[]): string[] {
    for (const node of omitted) this.omitted += countValues(node);
    return omitted.length === 0 ? [] : [truncatedElement(omitted.length)];
  }

  #writeString(node: JsonNode): string {
    const content = inside(this.#text, node);
    const { maxStringLength = Number.POSITIVE_INFINITY } = this.#limits;
    if (content.length <= maxStringLength) return `"${content}"`;
    const end = safeCut(content, maxStringLength);
    const note = `[headroom: ${withThousands(content.length - end)} characters omitted]`;
    if (end + note.length >= content.length) return `"${content}"`;
    this.characters += content.length - end;
    return `"${content.slice(0, end)}${note}"`;
  }
}

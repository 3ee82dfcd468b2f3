import type { Question } from '../../relevance.ts';
import { alarmOffsets } from '../../text/severity.ts';
import { AlarmKinds } from '../alarmKinds.ts';
import { alarmOf, isAlarmKey } from '../alarms.ts';
import type { JsonNode } from './jsonNodes.ts';

const mostAlarms = 60;
const maxAnchorHits = 12;

/** Places that an omission must spare: the first and last of each kind of failure, and what the question names exactly. */
export class Landmarks {
  readonly #offsets: readonly number[];

  constructor(offsets: Iterable<number>) {
    this.#offsets = [...new Set(offsets)].sort((a, b) => a - b);
  }

  isIn({ start, end }: { readonly start: number; readonly end: number }): boolean {
    const first = this.firstFrom(start);
    return first !== undefined && first < end;
  }

  firstFrom(start: number): number | undefined {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#offsets[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return this.#offsets[low];
  }
}

export function findLandmarks(text: string, roots: readonly JsonNode[], question: Question | undefined): Landmarks {
  return new Landmarks([...failures(text, roots), ...named(text, question)]);
}

function failures(text: string, roots: readonly JsonNode[]): readonly number[] {
  const alarms = alarmOffsets(text);
  const kinds = new AlarmKinds();
  let next = 0;
  const visitString = (node: JsonNode, key: string): void => {
    while (next < alarms.length && (alarms[next] ?? 0) < node.start) next++;
    const alarm = alarms[next];
    const isAlarm = alarm !== undefined && alarm < node.end;
    if (!isAlarm && !(isAlarmKey(key) && node.end - node.start > 6)) return;
    const at = isAlarm ? alarm : node.start;
    const value = text.slice(Math.max(node.start + 1, at - 60), Math.min(node.end - 1, at + 200));
    kinds.note({ place: at, name: key, value, alarm: alarmOf(value) ?? 'failure' });
  };
  const visit = (node: JsonNode, key: string): void => {
    if (node.kind === 'string') visitString(node, key);
    else if (node.kind === 'array') for (const item of node.items) visit(item, key);
    else if (node.kind === 'object')
      node.values.forEach((value, i) => {
        visit(value, node.keys[i] ?? '');
      });
  };
  for (const root of roots) visit(root, '');
  return kinds.places(mostAlarms);
}

/** A name that occurs all over the place singles nothing out. */
function named(text: string, question: Question | undefined): number[] {
  return (question?.anchors ?? []).flatMap(anchor => {
    const hits: number[] = [];
    for (
      let at = text.indexOf(anchor);
      at >= 0 && hits.length <= maxAnchorHits;
      at = text.indexOf(anchor, at + anchor.length)
    ) {
      hits.push(at);
    }
    return hits.length > maxAnchorHits ? [] : hits;
  });
}

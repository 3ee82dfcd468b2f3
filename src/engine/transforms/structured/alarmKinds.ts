import { withThousands } from '../marker.ts';
import type { Alarm } from './alarms.ts';

/** A value that tells of something wrong, and where it stands: a row's number or an offset in a text. */
export interface NotedAlarm {
  readonly place: number;
  /** Its column or key: the same words under another one are another kind. */
  readonly name: string;
  readonly value: string;
  readonly alarm: Alarm;
}

interface Kind {
  readonly alarm: Alarm;
  readonly first: number;
  last: number;
  /** By template, the first of those that name something else in quotes. */
  readonly naming: Map<string, number>;
}

/** Alarms by kind. Those of one kind differ in numbers, ids and the names in their quotes only. */
export class AlarmKinds {
  readonly #kinds = new Map<string, Kind>();

  note({ place, name, value, alarm }: NotedAlarm): void {
    const template = templateOf(value);
    const key = `${name}\n${template.replace(quoted, '"')}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) {
      this.#kinds.set(key, { alarm, first: place, last: place, naming: new Map([[template, place]]) });
      return;
    }
    kind.last = place;
    if (!jsonKey.test(template) && !kind.naming.has(template)) kind.naming.set(template, place);
  }

  /**
   * Places to keep: the first and last of up to `most` kinds, failures before warnings. While that leaves room, also one of
   * each that names something else: which module or file is missing is all that such lines tell.
   */
  places(most: number): readonly number[] {
    const all = [...this.#kinds.values()];
    const isFailure = ({ alarm }: Kind): boolean => alarm === 'failure';
    const kinds = [...all.filter(isFailure), ...all.filter(kind => !isFailure(kind))].slice(0, most);
    const others = kinds.flatMap(({ naming }) => [...naming.values()].slice(1));
    return [...kinds.flatMap(({ first, last }) => [first, last]), ...others.slice(0, most - kinds.length)];
  }
}

/** Words for a marker: how many of the rows left out, or that they are harmless. */
export function describeAlarms(leftOut: number): string {
  return leftOut === 0 ? 'much like those shown' : `${withThousands(leftOut)} of them with an error or a warning`;
}

/** In JSON everything is quoted, and what is names little. */
const jsonKey = /":/;
const quoted = /\\?["'`][^"'`]*["'`]/g;

/** Values that differ only in numbers and ids share a template. */
function templateOf(value: string): string {
  return value.slice(0, 400).replace(/\b(?:0x)?[0-9a-f-]{8,}\b|\d+/gi, '#');
}

import { holesOf, type Member } from '../wording.ts';

/**
 * Splits texts of one template by the form of their values where the parts share more wording than the whole: lines such as
 * `'1.2.0': '2026-07-30T15:59:00+00:00',` and `main: 'index.js',` have nothing in common, and much among themselves.
 */
export function splitByForm(members: readonly Member[]): (readonly Member[])[] {
  if (members.length < leastMembers * 2) return [members];
  const whole = holesOf(members);
  const places = whole.flatMap((hole, i) => (hole === undefined ? [] : [i]));
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const form = places.map(place => formOf(member.tokens[place] ?? '')).join(' ');
    const group = groups.get(form);
    if (group === undefined) groups.set(form, [member]);
    else group.push(member);
  }
  if (groups.size < 2) return [members];
  const shared = sharedLength(members, places);
  const apart = [...groups.values()]
    .filter(group => group.length >= leastMembers && pays(group, places, shared))
    .sort((a, b) => b.length - a.length)
    .slice(0, mostGroups);
  const taken = new Set(apart.flat());
  const rest = members.filter(member => !taken.has(member));
  return rest.length === 0 ? apart : [...apart, rest];
}

const leastMembers = 6;
const mostGroups = 4;
/** Characters that one more template costs, beyond its wording. */
const templateCost = 24;

/** True when what this group shares beyond the whole is worth a template of its own. */
function pays(group: readonly Member[], places: readonly number[], shared: number): boolean {
  const wording = (group[0]?.tokens ?? []).reduce((sum, token) => sum + token.length + 1, 0);
  return group.length * (sharedLength(group, places) - shared) > (wording + templateCost) * 2;
}

/** Characters per text that its template holds at these places. */
function sharedLength(members: readonly Member[], places: readonly number[]): number {
  const holes = holesOf(members);
  return places.reduce((sum, place) => {
    const hole = holes[place];
    const whole = members[0]?.tokens[place]?.length ?? 0;
    return sum + (hole === undefined ? whole : hole.prefix.length + hole.suffix.length);
  }, 0);
}

/** What stands around a value, and whether it is a time or holds blanks, which no other value shares wording with. */
function formOf(token: string): string {
  const core = /[\p{L}\p{N}].*[\p{L}\p{N}]|[\p{L}\p{N}]/u.exec(token);
  if (core === null) return token;
  const kind = token.includes(' ') ? 'blanks' : time.test(core[0]) ? 'time' : '';
  return `${token.slice(0, core.index)}${kind}\u0000${token.slice(core.index + core[0].length)}`;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

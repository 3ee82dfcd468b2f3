/** What a compact text may use beyond plain JSON, in the order in which it is explained. */
export const extras = [
  'tables',
  'paths',
  'lists',
  'constants',
  'affixes',
  'aliases',
  'wholes',
  'kinds',
  'texts',
  'keys',
  'numbers',
] as const;

export type Extra = (typeof extras)[number];

/** Words for a reader who has never seen it. */
const explanations: Readonly<Record<Extra, string>> = {
  tables: '"N rows: a,b" heads a table, one row per line, empty cell = key absent',
  paths: 'a.b and a{b,c} = keys inside a',
  lists: "a[0.b] = key b of a's element 0",
  constants: 'a=v holds in every row',
  affixes: 'a=x{}y: cells fill the {}',
  aliases: 'a==b: same as b',
  wholes: 'cell =v: v is the whole value around this column',
  kinds: 'columns with * are in the line k=… of the kind k that begins the row',
  texts: ':text = strings',
  keys: '(key) = key within the object',
  numbers: '# = row number from 0',
};

/** The explanations that a text needs, and no other. */
export function explain(used: ReadonlySet<Extra>): string[] {
  return extras.filter(extra => used.has(extra)).map(extra => explanations[extra]);
}

type Row = Readonly<Record<string, unknown>>;

/** Claims such as `over all 331: license MIT ×161`, recounted from the original by other code; returns those that are false. */
export function falseFigures(original: string, output: string): readonly string[] {
  const claims = [...output.matchAll(/over all ([\d,]+): (.*)$/gm)];
  const lists = claims.length === 0 ? [] : listsIn(original);
  return claims.flatMap(([, length = '', facets = '']) => {
    const candidates = lists.filter(list => list.length === Number(length.replaceAll(',', '')));
    if (candidates.length === 0) return [];
    return facets.split('; ').flatMap(facet => {
      const [claim, path = '', value = '', count = ''] = /^(\S+) (.+?) ×(\d+)/.exec(facet) ?? [];
      if (claim === undefined || path.includes('"') || path === '(key)') return [];
      return candidates.some(list => countOf(list, path, value) === Number(count)) ? [] : [claim];
    });
  });
}

function countOf(rows: readonly Row[], path: string, value: string): number {
  return rows.filter(row => {
    let found: unknown = row;
    for (const key of path.split(/[.[\]]+/).filter(part => part !== '')) found = memberOf(found, key);
    return found !== undefined && spell(found) === value;
  }).length;
}

function memberOf(value: unknown, key: string): unknown {
  return Array.isArray(value) ? value[Number(key)] : isRow(value) ? value[key] : undefined;
}

function spell(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value === '' ? '""' : JSON.stringify(value).slice(1, -1);
}

/** Every list or map of objects in a JSON document or in JSON lines, and the rows of a table with commas or tabs. */
function listsIn(text: string): readonly (readonly Row[])[] {
  const root = parse(text) ?? linesOf(text);
  if (root === undefined) return [tableRows(text)];
  const lists: Row[][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const children: unknown[] = Object.values(node);
    if (children.some(isRow)) lists.push(children.map(child => (isRow(child) ? child : {})));
    children.forEach(visit);
  };
  visit(root);
  return lists;
}

function linesOf(text: string): unknown[] | undefined {
  const values = text
    .split('\n')
    .filter(line => line !== '')
    .map(parse);
  return values.includes(undefined) ? undefined : values;
}

function tableRows(text: string): Row[] {
  const [header = [], ...rows] = text
    .split('\n')
    .filter(line => line !== '')
    .map(line =>
      line.includes('\t')
        ? line.split('\t')
        : [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    );
  return rows.map(cells => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

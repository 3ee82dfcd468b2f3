import { isDeepStrictEqual } from 'node:util';
import { decodeCsv } from '../../test/engine/transforms/structured/csv/decodeCsv.ts';
import { decodeJson } from '../../test/engine/transforms/structured/json/decodeJson.ts';
import { decodeXml } from '../../test/engine/transforms/structured/xml/decodeXml.ts';
import { decodeYaml } from '../../test/engine/transforms/structured/yaml/decodeYaml.ts';
import { decodeRepeats } from '../../test/engine/transforms/text/decodeRepeats.ts';
import { decodePaths } from '../../test/engine/transforms/text/paths/decodePaths.ts';
import { decodeRecords } from '../../test/engine/transforms/text/records/decodeRecords.ts';
import { decodeSearchHits } from '../../test/engine/transforms/text/search/decodeSearchHits.ts';
import { decodeTables } from '../../test/engine/transforms/text/tables/decodeTables.ts';
import { decodeTrees } from '../../test/engine/transforms/text/trees/decodeTrees.ts';

/** Decoders share no code with the transforms: they know the documented format only. */
const decoders: Readonly<Record<string, (output: string) => string>> = {
  json_records: decodeJson,
  csv_records: decodeCsv,
  xml_rows: decodeXml,
  yaml_records: decodeYaml,
  fold_records: decodeRecords,
  group_paths: decodePaths,
  indent_trees: decodeTrees,
  group_search_hits: decodeSearchHits,
  squeeze_tables: decodeTables,
  count_repeats: decodeRepeats,
};

/** The text that an output stands for, or `undefined` when it cannot be given back. */
export function decode(transform: string, output: string): string | undefined {
  try {
    return decoders[transform]?.(output);
  } catch {
    return undefined;
  }
}

/** True for JSON that was spaced irregularly, when every value of it comes back. */
export function hasSameValues(output: string, original: string): boolean {
  const decoded = decode('json_records', output);
  try {
    return decoded !== undefined && isDeepStrictEqual(JSON.parse(decoded), JSON.parse(original));
  } catch {
    return false;
  }
}

/** What settled text stands for: a terminal's view may have been rewritten further by any of the decodable transforms. */
export function decodeSettled(output: string): string {
  for (const transform of ['fold_records', 'group_search_hits', 'squeeze_tables', 'count_repeats', 'group_paths']) {
    const decoded = output.startsWith('[headroom: ') ? decode(transform, output) : undefined;
    if (decoded !== undefined && decoded !== output) return decoded;
  }
  return output;
}

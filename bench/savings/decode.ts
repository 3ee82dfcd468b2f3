import { decodeJson } from '../../test/engine/transforms/structured/decodeJson.ts';
import { decodeXml } from '../../test/engine/transforms/structured/decodeXml.ts';
import { decodePaths } from '../../test/engine/transforms/text/decodePaths.ts';
import { decodeRecords } from '../../test/engine/transforms/text/decodeRecords.ts';
import { decodeSearchHits } from '../../test/engine/transforms/text/decodeSearchHits.ts';
import { decodeTables } from '../../test/engine/transforms/text/decodeTables.ts';

/** Decoders share no code with the transforms: they know the documented format only. */
const decoders: Readonly<Record<string, (output: string) => string>> = {
  json_records: decodeJson,
  xml_rows: decodeXml,
  'fold-records': decodeRecords,
  'group-paths': decodePaths,
  'group-search-hits': decodeSearchHits,
  'squeeze-tables': decodeTables,
};

/** The text that an output stands for, or `undefined` when it cannot be given back. */
export function decode(transform: string, output: string): string | undefined {
  try {
    return decoders[transform]?.(output);
  } catch {
    return undefined;
  }
}

import { csvRecords } from './structured/csv/csvRecords.ts';
import { csvSample } from './structured/csv/csvSample.ts';
import { jsonRecords } from './structured/json/jsonRecords.ts';
import { jsonSample } from './structured/json/jsonSample.ts';
import { xmlRows } from './structured/xml/xmlRows.ts';
import { xmlSample } from './structured/xml/xmlSample.ts';
import { yamlRecords } from './structured/yaml/yamlRecords.ts';
import { yamlSample } from './structured/yaml/yamlSample.ts';
import { countRepeats } from './text/countRepeats.ts';
import { foldOpaque } from './text/foldOpaque.ts';
import { trimDiff } from './text/git/trimDiff.ts';
import { trimLog } from './text/git/trimLog.ts';
import { groupPaths } from './text/paths/groupPaths.ts';
import { sampleListing } from './text/paths/sampleListing.ts';
import { samplePaths } from './text/paths/samplePaths.ts';
import { sampleSizes } from './text/paths/sampleSizes.ts';
import { foldRecords } from './text/records/foldRecords.ts';
import { sampleRecords } from './text/records/sampleRecords.ts';
import { keepFailures } from './text/reports/keepFailures.ts';
import { sampleDiagnostics } from './text/reports/sampleDiagnostics.ts';
import { groupSearchHits } from './text/search/groupSearchHits.ts';
import { sampleSearchHits } from './text/search/sampleSearchHits.ts';
import { settleTerminal } from './text/settleTerminal.ts';
import { sampleProcesses } from './text/tables/sampleProcesses.ts';
import { sampleTables } from './text/tables/sampleTables.ts';
import { squeezeTables } from './text/tables/squeezeTables.ts';
import { indentTrees } from './text/trees/indentTrees.ts';
import { sampleTrees } from './text/trees/sampleTrees.ts';
import type { Transform } from './transform.ts';

/**
 * Every transform, most specific first. Of rewritings that keep every value the judge takes the one with the fewest tokens, the
 * earlier on a tie; of omissions the first that pays.
 */
export const transforms: readonly Transform[] = [
  jsonRecords,
  jsonSample,
  csvRecords,
  csvSample,
  xmlRows,
  xmlSample,
  yamlRecords,
  yamlSample,
  groupSearchHits,
  groupPaths,
  indentTrees,
  foldRecords,
  squeezeTables,
  settleTerminal,
  countRepeats,
  keepFailures,
  sampleDiagnostics,
  sampleSearchHits,
  trimDiff,
  trimLog,
  foldOpaque,
  sampleListing,
  sampleSizes,
  sampleProcesses,
  samplePaths,
  sampleTrees,
  sampleTables,
  sampleRecords,
];

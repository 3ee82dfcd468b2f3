import { csvRecords } from './structured/csvRecords.ts';
import { csvSample } from './structured/csvSample.ts';
import { jsonRecords } from './structured/jsonRecords.ts';
import { jsonSample } from './structured/jsonSample.ts';
import { xmlRows } from './structured/xmlRows.ts';
import { xmlSample } from './structured/xmlSample.ts';
import { yamlRecords } from './structured/yamlRecords.ts';
import { yamlSample } from './structured/yamlSample.ts';
import { countRepeats } from './text/countRepeats.ts';
import { foldOpaque } from './text/foldOpaque.ts';
import { foldRecords } from './text/foldRecords.ts';
import { groupPaths } from './text/groupPaths.ts';
import { groupSearchHits } from './text/groupSearchHits.ts';
import { indentTrees } from './text/indentTrees.ts';
import { keepFailures } from './text/keepFailures.ts';
import { sampleDiagnostics } from './text/sampleDiagnostics.ts';
import { sampleListing } from './text/sampleListing.ts';
import { samplePaths } from './text/samplePaths.ts';
import { sampleProcesses } from './text/sampleProcesses.ts';
import { sampleRecords } from './text/sampleRecords.ts';
import { sampleSearchHits } from './text/sampleSearchHits.ts';
import { sampleSizes } from './text/sampleSizes.ts';
import { sampleTables } from './text/sampleTables.ts';
import { sampleTrees } from './text/sampleTrees.ts';
import { settleTerminal } from './text/settleTerminal.ts';
import { squeezeTables } from './text/squeezeTables.ts';
import { trimDiff } from './text/trimDiff.ts';
import { trimLog } from './text/trimLog.ts';
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

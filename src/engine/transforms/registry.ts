import { jsonRecords } from './structured/jsonRecords.ts';
import type { Transform } from './transform.ts';

/**
 * Every transform, most specific first. The judge tries all that fit and takes the one that leaves the fewest tokens; on a
 * tie the earlier one wins.
 */
export const transforms: readonly Transform[] = [jsonRecords];

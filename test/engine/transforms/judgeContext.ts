import type { JudgeContext } from '../../../src/engine/transforms/transform.ts';
import { parseOptions } from '../../../src/shared/options.ts';

/** A context whose tokens are four characters each, so that tests can count along. */
export function judgeContext(options: Readonly<Record<string, unknown>> = {}, canRetrieve = true): JudgeContext {
  return {
    options: parseOptions(options, 'proxy'),
    counter: { encoding: 'characters', errorBand: 0, count: text => Math.ceil(text.length / 4) },
    handle: 'abcdefghjk',
    canRetrieve,
  };
}

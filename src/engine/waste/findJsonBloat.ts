import { defaultOptions } from '../../shared/options.ts';
import { say } from '../../shared/sentences/say.ts';
import { jsonRecords } from '../transforms/structured/json/jsonRecords.ts';
import type { LocalDetector } from './finding.ts';

const options = defaultOptions('proxy');

/** What JSON spends on repeating its own structure: as much as the same values take less as a table or without layout. */
export const findJsonBloat: LocalDetector = (text, counter) => {
  const context = { options, counter, handle: '', canRetrieve: false };
  const lean = jsonRecords.apply({ text, kind: 'toolResult' }, context);
  if (lean === undefined) return undefined;
  const tokens = counter.count(text) - counter.count(lean.output);
  return { category: 'jsonBloat', tokens, line: 1, what: say('what.json') };
};

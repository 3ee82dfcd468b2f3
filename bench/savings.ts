/**
 * What compression saves on real tool outputs, and proof that nothing is lost:
 *   node bench/savings.ts --corpus DIR [--as claude-code] [--profile lossless|balanced|agent-90] [--through-proxy] [--json]
 * With --through-proxy also what a running engine sends on, which gives up on what it cannot judge within its deadline.
 * Exits with 1 when a probe is LOST, an output says something WRONG, or a result grew.
 */
import { parseArgs } from 'node:util';
import { counterFor } from '../src/engine/tokens/counters.ts';
import { isProfile, type Profile, profiles } from '../src/shared/modes.ts';
import { asClaudeCode } from './savings/asClaudeCode.ts';
import { type Item, loadCorpus } from './savings/corpus.ts';
import { measureProfile } from './savings/measureProfile.ts';
import { formatPassages } from './savings/passages.ts';
import { formatReport } from './savings/report.ts';
import { sendThroughProxy } from './savings/throughProxy.ts';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    as: { type: 'string' },
    profile: { type: 'string' },
    only: { type: 'string' },
    'through-proxy': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

if (values.corpus === undefined || (values.as !== undefined && values.as !== 'claude-code')) {
  console.error(
    'Usage: node bench/savings.ts --corpus DIR [--as claude-code] [--profile P] [--only NAME] [--through-proxy] [--json]',
  );
  console.error('A corpus is a folder of tool outputs; bench/savings/makeCorpus.ts makes one on any machine.');
  process.exit(2);
}

const items = prepare(loadCorpus(values.corpus));
const counter = await counterFor('gpt-4o');
const reports = chosenProfiles().map(profile => measureProfile(items, profile, counter));
console.log(values.json ? JSON.stringify(reports, null, 2) : reports.map(formatReport).join('\n\n'));
if (values['through-proxy']) {
  for (const profile of chosenProfiles()) {
    const passages = await sendThroughProxy(items, profile);
    const report = reports.find(candidate => candidate.profile === profile);
    console.log(`\n${formatPassages(passages, { items, profile, counter, judged: report?.items ?? [] })}`);
  }
}
process.exitCode = reports.every(report => report.isHonest) ? 0 : 1;

function prepare(all: readonly Item[]): readonly Item[] {
  const chosen = all.filter(item => values.only === undefined || item.name.includes(values.only));
  return values.as === 'claude-code' ? chosen.map(asClaudeCode) : chosen;
}

function chosenProfiles(): readonly Profile[] {
  return isProfile(values.profile) ? [values.profile] : profiles;
}

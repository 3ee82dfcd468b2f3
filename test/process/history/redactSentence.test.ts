import { describe, expect, it } from 'vitest';
import { redactSentence } from '../../../src/process/history/redactSentence.ts';
import { englishSentences } from '../../../src/shared/sentences/english.ts';
import { say } from '../../../src/shared/sentences/say.ts';

const hidden = (text: string): string => redactSentence(text, () => '#');

describe('a sentence of the engine', () => {
  it.each([
    [
      say('verdict.asItCame', { fault: say('fault.unreachable', { error: 'getaddrinfo ENOTFOUND gw.acme.com' }) }),
      'Sent as it came: the upstream could not be reached: #.',
    ],
    [
      say('cache.systemChanged', { change: say('change.became', { before: 'the “Falcon” plan', now: '42' }) }),
      'the system text changed: “#” became “#”',
    ],
    [
      say('advice.break.tools', {
        cause: say('cache.tools', { changes: 'acme_pay came; the definition of a, b changed' }),
      }),
      'The tools changed: # came; the definition of # changed. Keep the tools and their order the same throughout a conversation; switch servers on before it begins.',
    ],
    [say('picture.failed', { error: "ENOENT: open '/home/alice/x; y.onnx'" }), 'it cannot be worked on: #'],
  ])('loses what others wrote in %s', (text, redacted) => {
    expect(hidden(text)).toBe(redacted);
  });

  it.each([
    say('verdict.again', { decisions: say('count.decisions.other', { n: 12 }), tokens: '4.2k' }),
    say('left.noGainBy', { transform: 'group-search-hits', after: 90, before: '1,204' }),
    say('left.secret', { kind: 'AWS access key' }),
    say('picture.undecided', { technique: 'full_low', confidence: '0.41', threshold: 0.6 }),
    say('picture.noPart', { size: '1568×882' }),
    say('advice.oversizedImage', { place: '#', size: '4000 × 3000', useful: '1568 × 1176' }),
    say('cold.idle', { time: say('time.minutes', { n: 12 }) }),
    say('did.opaque', { n: '9,000', kind: say('kind.base64') }),
    say('price.rewriteNever', {
      ...{ left: 10, n: 20, price: '$3.75', verb: say('price.read'), otherwise: '$0.3' },
      ...{ now: '+$0.0310', later: '-$0.0012' },
    }),
    `${say('left.errors')}; ${say('left.few', { n: 3, least: 50 })}`,
  ])('keeps its figures and our own words: %s', text => {
    expect(hidden(text)).toBe(text);
  });

  it('loses every value that is neither a figure nor a word of our own', () => {
    const secret = "gw.acme.com, '/home/alice'";
    const told = Object.values(englishSentences).map(template => template.replace(/\{\+?\w+\}/g, secret));

    expect(told.map(hidden).filter(text => /acme|alice/.test(text))).toEqual([]);
  });
});

it('what the engine never says is hidden whole', () => {
  expect(hidden('Ada was paid 300 late')).toBe('#');
});

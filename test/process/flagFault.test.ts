import { parseArgs } from 'node:util';
import { expect, it } from 'vitest';
import { flagFault } from '../../src/process/flagFault.ts';

const options = { 'keep-turns': { type: 'string' }, profile: { type: 'string' }, json: { type: 'boolean' } } as const;

function faultOf(...args: readonly string[]): string {
  try {
    parseArgs({ args: [...args], options, allowNegative: true });
  } catch (error) {
    return flagFault(error, Object.keys(options));
  }
  return 'no fault';
}

it.each([
  [['--keep-turn', '3'], 'Unknown flag "--keep-turn". Did you mean --keep-turns?'],
  [['--profil=x'], 'Unknown flag "--profil". Did you mean --profile?'],
  [['--frobnicate'], 'Unknown flag "--frobnicate". The help lists the flags that there are.'],
  [['-x'], 'Unknown flag "-x". The help lists the flags that there are.'],
  [['--profile'], '--profile needs a value. Give one behind it: --profile=VALUE.'],
  [['--profile', '--json'], '--profile needs a value. Give one behind it: --profile=VALUE.'],
  [['--json=yes'], '--json takes no value: give it alone, or --no-json.'],
  [['word'], '"word" is one argument too many.'],
])('says what is wrong with %j and what to do', (args, says) => {
  expect(faultOf(...args)).toBe(says);
});

it('passes on what it does not know', () => {
  expect(flagFault(new Error('something else'), [])).toBe('something else');
});

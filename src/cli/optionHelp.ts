import { kebab } from '../process/engineFlags.ts';
import { actingOptionNames, type Door, type OptionName, type OptionSpec, optionSpecs } from '../shared/options.ts';

const width = 100;
/** Where what a flag does begins; longer flags have a line of their own. */
const column = 31;

/**
 * Help on every option of the schema that has an effect: its flag, what it takes, what it does, and its default. The store is
 * left out: commands that open one have `--store`.
 */
export function optionHelp(door: Door): readonly string[] {
  return actingOptionNames
    .filter(name => name !== 'storeUrl')
    .flatMap(name => {
      const spec = optionSpecs[name];
      const preset = presetOf(spec, door);
      return flagHelp(flagOf(name, spec), preset === undefined ? spec.summary : `${spec.summary} Default: ${preset}.`);
    });
}

/** The lines of one flag, as a terminal of 100 columns holds them: what it does stands in a column of its own. */
export function flagHelp(flag: string, text: string): readonly string[] {
  const lines = wrap(text, width - column - 2);
  if (flag.length >= column) return [flag, ...lines.map(line => ' '.repeat(column) + line)];
  return lines.map((line, number) => (number === 0 ? flag : '').padEnd(column) + line);
}

function flagOf(name: OptionName, { kind }: OptionSpec): string {
  const flag = name === 'savingsProfile' ? 'profile' : kebab(name);
  switch (kind.type) {
    case 'boolean':
      return `--[no-]${flag}`;
    case 'integer':
      return `--${flag} N`;
    case 'share':
      return `--${flag} SHARE`;
    case 'text':
      return `--${flag} TEXT`;
    case 'choice':
      return `--${flag} NAME`;
    case 'limits':
    case 'toolProfiles':
      return `--${flag} JSON`;
  }
}

function presetOf(spec: OptionSpec, door: Door): string | undefined {
  const value = door === 'proxy' && spec.proxy !== undefined ? spec.proxy : spec.library;
  switch (typeof value) {
    case 'boolean':
      return value ? 'on' : 'off';
    case 'number':
    case 'string':
      return String(value);
    default:
      return undefined;
  }
}

function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

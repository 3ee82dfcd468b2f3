import { parseArgs } from 'node:util';
import { flagValue, kebab, UsageError } from '../process/engineFlags.ts';
import { flagFault } from '../process/flagFault.ts';
import { optionNamed, optionNames, optionSpecs } from '../shared/options.ts';

/** Arguments of one command, read. */
export interface Parsed {
  readonly words: readonly string[];
  /** Flags of the command itself, by name. */
  readonly own: Readonly<Record<string, string | boolean | undefined>>;
  /** Flags that are options of the schema, by option name. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface FlagTable {
  readonly own: Readonly<Record<string, 'text' | 'switch'>>;
  readonly takesOptions?: boolean;
  /** How many words may stand beside the flags. */
  readonly words: number;
}

/** Reads a command's arguments. Throws `UsageError` naming what is wrong. */
export function parseFlags(args: readonly string[], table: FlagTable): Parsed {
  const own = Object.entries(table.own).map(([name, kind]) => [name, { type: kind === 'text' ? 'string' : 'boolean' }]);
  const { values, positionals } = readArgs(args, {
    ...(table.takesOptions === true ? optionFlags() : {}),
    ...Object.fromEntries(own),
    json: { type: 'boolean' },
  });
  if (positionals.length > table.words) {
    throw new UsageError(`"${positionals[table.words]}" is one argument too many.`);
  }
  const isOwn = (flag: string): boolean => flag === 'json' || flag in table.own;
  return {
    words: positionals,
    own: Object.fromEntries(Object.entries(values).filter(([flag]) => isOwn(flag))),
    options: Object.fromEntries(
      Object.entries(values)
        .filter(([flag]) => !isOwn(flag))
        .map(([flag, value]) => [optionNamed(flag) ?? flag, flagValue(flag, value)]),
    ),
  };
}

/** The value of a text flag. */
export function textFlag({ own }: Parsed, name: string): string | undefined {
  const value = own[name];
  return typeof value === 'string' ? value : undefined;
}

type ArgSpecs = Record<string, { type: 'string' | 'boolean' }>;

function readArgs(args: readonly string[], options: ArgSpecs) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new UsageError(flagFault(error, Object.keys(options)), { cause: error });
  }
}

function optionFlags(): ArgSpecs {
  const flags = optionNames.map(name => {
    const type = optionSpecs[name].kind.type === 'boolean' ? 'boolean' : 'string';
    return [kebab(name), { type }] as const;
  });
  return { ...Object.fromEntries(flags), profile: { type: 'string' } };
}

import { isMode, type Mode, modes } from '../shared/modes.ts';
import { OptionError } from '../shared/options.ts';

/** A call's own parameters apart from those that are meant for Headroom. */
export interface AskedCall {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: Mode | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

const prefix = /^headroom_?(?=[a-zA-Z])/;

/** Takes `headroomMode`, `headroom_keep_turns` and the like out of a call: the provider must not see them. */
export function splitAsked(call: Readonly<Record<string, unknown>>): AskedCall {
  const entries = Object.entries(call);
  const asked = Object.fromEntries(
    entries.filter(([name]) => prefix.test(name)).map(([name, value]) => [optionOf(name), value]),
  );
  const { mode, ...options } = asked;
  if (mode !== undefined && !isMode(mode)) {
    throw new OptionError('headroomMode', `headroomMode is ${JSON.stringify(mode)}. Give one of ${modes.join(', ')}.`);
  }
  const isForHeadroom = Object.keys(asked).length > 0;
  return {
    parameters: isForHeadroom ? Object.fromEntries(entries.filter(([name]) => !prefix.test(name))) : call,
    mode,
    options,
  };
}

/** `headroomKeepTurns` and `headroom_keep_turns` are `keepTurns`. */
function optionOf(name: string): string {
  const rest = name.replace(prefix, '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return rest.slice(0, 1).toLowerCase() + rest.slice(1);
}

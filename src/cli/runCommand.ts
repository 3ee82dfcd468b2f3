import { UsageError } from '../process/engineFlags.ts';
import { homeFolder } from '../process/instance/home.ts';
import { version } from '../process/version.ts';
import { Journal } from '../routing/journal.ts';
import { repairRoutes } from '../routing/withdraw.ts';
import { OptionError } from '../shared/options.ts';
import { StoreUrlError } from '../store/storeUrl.ts';
import type { Command, Terminal } from './command.ts';
import { commands } from './commands.ts';
import { flagHelp, optionHelp } from './optionHelp.ts';

/** Runs one `headroom` command line and returns the exit code. Every failure ends here, as one message. */
export async function runCommand([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === '--version' || name === '-v') return say(terminal, version);
  if (name === '--help' || name === '-h' || name === 'help') return say(terminal, overview());
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (name === undefined || command === undefined) {
    terminal.warn(name === undefined ? overview() : `Unknown command "${name}". Known commands: ${names()}.`);
    return 2;
  }
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  if (args.slice(0, end).some(arg => arg === '--help' || arg === '-h')) return say(terminal, helpFor(name, command));
  await repair(terminal);
  try {
    return await command.run(args, terminal);
  } catch (error) {
    return fail(error, name, terminal);
  }
}

/** A crash or a power loss may have left clients pointing at an engine that is gone. */
async function repair({ environment, warn }: Terminal): Promise<void> {
  const home = homeFolder(environment);
  try {
    for (const note of (await repairRoutes(new Journal(home), home, Date.now())).notes) warn(note);
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
  }
}

function fail(error: unknown, name: string, { warn, environment }: Terminal): number {
  const isUsage = [UsageError, OptionError, StoreUrlError].some(kind => error instanceof kind);
  warn(error instanceof Error ? error.message : String(error));
  if (isUsage) warn(`See: headroom ${name} --help`);
  if (environment.HEADROOM_DEBUG !== undefined && error instanceof Error) warn(error.stack ?? '');
  return isUsage ? 2 : 1;
}

function say({ print }: Terminal, text: string): number {
  print(`${text}\n`);
  return 0;
}

function names(): string {
  return Object.keys(commands).join(', ');
}

function overview(): string {
  return [
    'Usage: headroom COMMAND [arguments]',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`),
    '',
    'headroom COMMAND --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage.',
  ].join('\n');
}

function helpFor(name: string, { usage, summary, flags, takesOptions }: Command): string {
  const own = flags.flatMap(line => {
    const [, flag = line, text = ''] = /^(.*?) {2,}(.*)$/.exec(line) ?? [];
    return flagHelp(flag, text);
  });
  const lines = [...own, ...(takesOptions === undefined ? [] : optionHelp(takesOptions))].map(line => `  ${line}`);
  return [`Usage: headroom ${name} ${usage}`, '', summary, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}

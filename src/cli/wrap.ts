import { homedir } from 'node:os';
import { basename } from 'node:path';
import { AgentLease } from '../process/agentLease.ts';
import { findEngine } from '../process/engineFileOnDisk.ts';
import { parseEngineFlags, UsageError } from '../process/engineFlags.ts';
import { homeFolder } from '../process/home.ts';
import { programFiles } from '../process/programFiles.ts';
import { runAgent } from '../process/runAgent.ts';
import { endEngine, startEngine } from '../process/wrappedEngine.ts';
import { anthropicUrl, effectiveBaseUrl } from '../routing/baseUrl.ts';
import { chainUpstream } from '../routing/chainedUpstreams.ts';
import { terminalVariables } from '../routing/terminalVariables.ts';
import type { Command, Terminal } from './command.ts';

export const wrap: Command = {
  usage: 'claude [flags of headroom proxy] [-- ARGS]',
  summary: 'Runs Claude Code through the engine, which is joined when it runs, else started and ended with the agent.',
  flags: [
    '--mode M, --profile P, …       As headroom proxy takes them, for an engine that is started; any free port by default.',
    '-- ARGS                        Passed to the agent as they are.',
  ],
  async run(args, terminal) {
    const end = args.includes('--') ? args.indexOf('--') : args.length;
    const [agent, ...flags] = args.slice(0, end);
    if (agent !== 'claude') throw new UsageError(`"${agent ?? ''}" is no agent that can be wrapped. Give: claude.`);
    parseEngineFlags(flags);
    const home = homeFolder(terminal.environment);
    const lease = new AgentLease(home, process.pid);
    await lease.take();
    try {
      const engine = await joinOrStart(home, flags, terminal);
      try {
        const environment = { ...terminal.environment, ...(await variables(home, engine.port, terminal)) };
        return await runAgent({ program: agent, args: args.slice(end + 1), environment });
      } finally {
        if (!(await lease.hasOthers())) await endEngine(home, engine).catch(error => terminal.warn(String(error)));
      }
    } finally {
      await lease.release();
    }
  },
};

async function joinOrStart(home: string, flags: readonly string[], { environment, warn }: Terminal) {
  const running = await findEngine(home);
  if (running === undefined) {
    const program = programFiles(import.meta.url).engine;
    return startEngine({ home, program, flags: ['--port', '0', ...flags], environment });
  }
  if (flags.length > 0) warn(`An engine runs on port ${running.port} already, so ${flags.join(' ')} has no effect.`);
  return running;
}

/** A gateway that the agent would have used becomes the upstream of its requests. */
async function variables(home: string, port: number, { environment, warn }: Terminal) {
  const folder = process.cwd();
  const here = environment.ANTHROPIC_BASE_URL;
  const sources = { folder, userFolder: homedir(), ownPort: port };
  const inFiles = await effectiveBaseUrl({ ...sources, environmentUrls: [] });
  if (inFiles !== anthropicUrl) {
    warn(
      `A settings file of Claude Code sets ANTHROPIC_BASE_URL to ${inFiles}, which wins over this command, so requests go ` +
        'past Headroom. Remove it there and give it as --upstream anthropic=URL.',
    );
  }
  const effective = await effectiveBaseUrl({ ...sources, environmentUrls: [here] });
  const chained = effective === anthropicUrl ? '' : `/u/${await chainUpstream(home, effective)}`;
  const baseUrl = `http://127.0.0.1:${port}/w/${encodeURIComponent(basename(folder) || 'root')}${chained}`;
  return terminalVariables(baseUrl, environment);
}

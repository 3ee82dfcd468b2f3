import { homedir } from 'node:os';
import { basename } from 'node:path';
import { AgentSignals, ownSignals } from '../process/agentSignals.ts';
import { parseEngineFlags, UsageError } from '../process/engineFlags.ts';
import { findEngine } from '../process/instance/engineFileOnDisk.ts';
import { homeFolder } from '../process/instance/home.ts';
import { keepEngine } from '../process/instance/keepEngine.ts';
import { Lease } from '../process/instance/lease.ts';
import { endEngine, startEngine } from '../process/instance/wrappedEngine.ts';
import { placedFlags } from '../process/placedFlags.ts';
import { programFiles } from '../process/programFiles.ts';
import { runAgent } from '../process/runAgent.ts';
import type { Agent } from '../routing/agents/agent.ts';
import { agents } from '../routing/agents/agents.ts';
import type { EngineFile } from '../shared/adminApi.ts';
import type { Command, Terminal } from './command.ts';

export const wrap: Command = {
  usage: `${Object.keys(agents).join('|')} [flags of headroom proxy] [-- ARGS]`,
  summary: 'Runs an agent through the engine, which is joined when it runs, else started and ended with the agent.',
  flags: [
    '--mode M, --profile P, …       As headroom proxy takes them, for an engine that is started; any free port by default.',
    '-- ARGS                        Passed to the agent as they are.',
  ],
  async run(args, terminal) {
    const end = args.includes('--') ? args.indexOf('--') : args.length;
    const [name = '', ...flags] = args.slice(0, end);
    const agent = Object.hasOwn(agents, name) ? agents[name] : undefined;
    if (agent === undefined) {
      const known = Object.keys(agents).join(', ');
      const fault = name === '' ? 'wrap needs an agent.' : `"${name}" is no agent that can be wrapped.`;
      throw new UsageError(`${fault} Give one of: ${known}.`);
    }
    const settings = parseEngineFlags(flags);
    const signals = new AgentSignals(ownSignals());
    const home = homeFolder(terminal.environment);
    const lease = new Lease(home, process.pid);
    try {
      await lease.write(1);
      const folder = process.cwd();
      const placed = placedFlags(flags, settings, folder);
      return await wrapAgent(agent, args.slice(end + 1), { home, folder, flags: placed, terminal, lease, signals });
    } finally {
      await lease.release();
      signals.release();
    }
  },
};

interface Wrapping {
  readonly home: string;
  readonly folder: string;
  /** For an engine that is started. */
  readonly flags: readonly string[];
  readonly terminal: Terminal;
  readonly lease: Lease;
  readonly signals: AgentSignals;
}

async function wrapAgent(agent: Agent, args: readonly string[], wrapping: Wrapping): Promise<number> {
  const { home, folder, flags, terminal, lease, signals } = wrapping;
  const engine = await joinOrStart(home, flags, terminal);
  const keeping = keepEngine(engine, {
    home,
    restart: port => start(home, [...flags, '--port', String(port)], terminal),
    warn: terminal.warn,
  });
  try {
    const { environment } = terminal;
    const label = basename(folder) || 'root';
    const lead = await agent.lead({ home, port: engine.port, label, folder, userFolder: homedir(), environment });
    for (const warning of lead.warnings) terminal.warn(warning);
    return await runAgent({
      program: agent.program,
      args: [...lead.args, ...args],
      environment: { ...environment, ...lead.variables },
      signals,
    });
  } finally {
    const newest = await keeping.end();
    if (!(await lease.hasOthers())) await endEngine(home, newest).catch(error => terminal.warn(String(error)));
  }
}

async function joinOrStart(home: string, flags: readonly string[], terminal: Terminal): Promise<EngineFile> {
  const running = await findEngine(home);
  if (running === undefined) return start(home, ['--port', '0', ...flags], terminal);
  if (flags.length > 0) {
    terminal.warn(`An engine runs on port ${running.port} already, so ${flags.join(' ')} has no effect.`);
  }
  return running;
}

function start(home: string, flags: readonly string[], { environment }: Terminal): Promise<EngineFile> {
  return startEngine({ home, program: programFiles(import.meta.url).engine, flags, environment });
}

import { findEngine } from '../process/engineFileOnDisk.ts';
import { homeFolder } from '../process/home.ts';
import { type PortHolder, probePort } from '../process/probeEngine.ts';
import { version } from '../process/version.ts';
import { Journal } from '../routing/journal.ts';
import { defaultProxySettings } from '../shared/proxySettings.ts';
import type { Command, Terminal } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { defaultStoreUrl, withStore } from './openStoreFor.ts';

/** One thing that was looked at. `remedy` is what a person can do when it is not well. */
interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

export const doctor: Command = {
  usage: '[--store URL] [--json]',
  summary: 'Checks Node, home folder, engine, port and store, and says what to do.',
  flags: ['--store URL                    The store to check.', '--json                         One JSON document.'],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { store: 'text' }, words: 0 });
    const home = homeFolder(terminal.environment);
    const findings = [
      checkNode(process.versions.node),
      { check: 'home', ok: true, detail: home },
      await checkEngine(home),
      await checkPort(),
      await checkRoutes(home),
      await checkStore(textFlag(parsed, 'store') ?? defaultStoreUrl(home), terminal),
    ];
    const isHealthy = findings.every(({ ok }) => ok);
    terminal.print(
      parsed.own.json === true
        ? `${JSON.stringify({ version, healthy: isHealthy, findings }, null, 2)}\n`
        : findings.map(line).join(''),
    );
    return isHealthy ? 0 : 1;
  },
};

/** `node:sqlite` and zstd need this one. */
function checkNode(running: string): Finding {
  const [major = 0, minor = 0] = running.split('.').map(Number);
  const ok = major > 22 || (major === 22 && minor >= 15);
  return { check: 'node', ok, detail: running, ...(ok ? {} : { remedy: 'Install Node 22.15 or newer.' }) };
}

async function checkEngine(home: string): Promise<Finding> {
  const engine = await findEngine(home);
  const detail =
    engine === undefined
      ? 'not running; start it with: headroom proxy'
      : `process ${engine.pid}, version ${engine.version}, http://127.0.0.1:${engine.port}`;
  return { check: 'engine', ok: true, detail };
}

/** What of other programs leads here, and what a crash has left to repair; the repair itself comes before every command. */
async function checkRoutes(home: string): Promise<Finding> {
  try {
    const entries = await new Journal(home).read();
    const routes = entries.flatMap(({ file, route }) => (route === undefined ? [] : [{ file, ...route }]));
    const detail = routes.map(
      ({ client, file, port, releasedAt }) =>
        `${client} by ${file}, ${releasedAt === undefined ? `to port ${port}` : 'being taken back'}`,
    );
    return { check: 'routes', ok: true, detail: detail.join('; ') || 'no settings of other programs are changed' };
  } catch (error) {
    return { check: 'routes', ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function checkPort(): Promise<Finding> {
  const { port } = defaultProxySettings;
  const holder = await probePort(port);
  const ok = holder.kind !== 'other';
  const remedy = 'Choose another port: headroom proxy --port 0 takes any free one.';
  return { check: 'port', ok, detail: `${port}: ${describeHolder(holder)}`, ...(ok ? {} : { remedy }) };
}

function describeHolder(holder: PortHolder): string {
  switch (holder.kind) {
    case 'engine':
      return `Headroom ${holder.health.version}, process ${holder.health.pid}`;
    case 'other':
      return 'in use by another program';
    case 'nobody':
      return 'free';
  }
}

async function checkStore(url: string, terminal: Terminal): Promise<Finding> {
  try {
    const { totalRequests, originals } = await withStore(url, terminal, store => store.summary());
    return { check: 'store', ok: true, detail: `${url}: ${totalRequests} requests, ${originals} originals` };
  } catch (error) {
    return {
      check: 'store',
      ok: false,
      detail: error instanceof Error ? error.message : String(error),
      remedy: 'Give another store with --store, or repair the one named here.',
    };
  }
}

function line({ check, ok, detail, remedy }: Finding): string {
  return `${ok ? 'ok     ' : 'PROBLEM'} ${check.padEnd(7)} ${detail}\n${remedy === undefined ? '' : `        ${remedy}\n`}`;
}

import { type EngineSettings, parseEngineFlags } from '../process/engineFlags.ts';
import { findEngine } from '../process/instance/engineFileOnDisk.ts';
import { homeFolder } from '../process/instance/home.ts';
import { type PortHolder, probePort } from '../process/instance/probeEngine.ts';
import { probeUpstream } from '../process/network/probeUpstream.ts';
import { readNetwork } from '../process/network/readNetwork.ts';
import { programFiles } from '../process/programFiles.ts';
import { version } from '../process/version.ts';
import { parseUpstream, type Upstream } from '../proxy/upstreams.ts';
import type { Network } from '../proxy/wayOut.ts';
import { Journal } from '../routing/journal.ts';
import type { EngineFile } from '../shared/adminApi.ts';
import { checkHome } from './checkHome.ts';
import { checkModels } from './checkModels.ts';
import type { Command, Terminal } from './command.ts';
import { defaultStoreUrl } from './openStoreFor.ts';
import { isThere, withRecordedStore } from './recordedStore.ts';

/** One thing that was looked at. `remedy` is what a person can do when it is not well. */
interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

export const doctor: Command = {
  usage: '[flags of headroom proxy] [--json]',
  summary: 'Checks Node, home folder, engine, port, routes, upstreams, store and models, and says what to do.',
  flags: [
    '--port N                       The port to check when no engine runs.',
    '--upstream NAME=URL            An upstream to reach, besides those of clients that are led here.',
    '--store URL                    The store to check.',
    '--config FILE                  A JSON file with these settings.',
    '--json                         One JSON document.',
  ],
  async run(args, terminal) {
    const settings = parseEngineFlags(args.filter(arg => arg !== '--json'));
    const home = homeFolder(terminal.environment);
    const engine = await findEngine(home);
    const routes = await checkRoutes(home, engine);
    const findings = [
      checkNode(process.versions.node),
      await checkHome(home),
      checkEngine(engine),
      await checkPort(engine, settings),
      routes.finding,
      ...(await checkUpstreams(settings, routes.destinations, terminal)),
      await checkStore(settings, home, terminal),
      await checkModels(programFiles(import.meta.url), settings.options),
    ];
    const isHealthy = findings.every(({ ok }) => ok);
    terminal.print(
      args.includes('--json')
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

function checkEngine(engine: EngineFile | undefined): Finding {
  const detail =
    engine === undefined
      ? 'not running; start it with: headroom proxy'
      : `process ${engine.pid}, version ${engine.version}, http://127.0.0.1:${engine.port}`;
  return { check: 'engine', ok: true, detail };
}

/** A running engine's own port, else the one that it would take. */
async function checkPort(engine: EngineFile | undefined, { proxy }: EngineSettings): Promise<Finding> {
  const port = engine?.port ?? proxy.port;
  if (port === 0) return { check: 'port', ok: true, detail: 'any free one' };
  const holder = await probePort(port);
  // A running engine that works hard may be late with its answer.
  const ok = holder.kind !== 'other' && (holder.kind !== 'busy' || engine !== undefined);
  const remedy = 'Choose another port: headroom proxy --port 0 takes any free one.';
  return { check: 'port', ok, detail: `${port}: ${describeHolder(holder)}`, ...(ok ? {} : { remedy }) };
}

function describeHolder(holder: PortHolder): string {
  switch (holder.kind) {
    case 'engine':
      return `Headroom ${holder.health.version}, process ${holder.health.pid}`;
    case 'other':
      return 'in use by another program';
    case 'busy':
      return 'in use by a program that does not answer';
    case 'nobody':
      return 'free';
  }
}

interface RoutesChecked {
  readonly finding: Finding;
  /** Where each client that is led to us would go without us, and so where its requests go on. */
  readonly destinations: ReadonlyMap<string, string>;
}

/** What of other programs leads here, and whether somebody listens there; repair after a crash comes before every command. */
async function checkRoutes(home: string, engine: EngineFile | undefined): Promise<RoutesChecked> {
  try {
    const entries = await new Journal(home).read();
    const routes = entries.flatMap(({ file, route }) => (route === undefined ? [] : [{ file, ...route }]));
    const detail = routes.map(
      ({ client, file, port, releasedAt }) =>
        `${client} by ${file}, ${releasedAt === undefined ? `to port ${port}` : 'being taken back'}`,
    );
    const astray = routes.find(({ port, releasedAt }) => releasedAt === undefined && port !== engine?.port);
    const finding = {
      check: 'routes',
      ok: astray === undefined,
      detail: detail.join('; ') || 'no settings of other programs are changed',
      ...(astray !== undefined && {
        remedy: `Nobody listens on port ${astray.port}: start the engine there with headroom proxy --port ${astray.port}.`,
      }),
    };
    return { finding, destinations: new Map(routes.map(({ client, effectiveUrl }) => [effectiveUrl, client])) };
  } catch (error) {
    return { finding: { check: 'routes', ok: false, detail: reasonOf(error) }, destinations: new Map() };
  }
}

/** Only what somebody configured: the upstreams that were named, and those of clients that are led here. */
async function checkUpstreams(
  { proxy }: EngineSettings,
  destinations: RoutesChecked['destinations'],
  { environment }: Terminal,
): Promise<readonly Finding[]> {
  try {
    const { network } = readNetwork(environment);
    const named = Object.entries(proxy.upstreams).map(([name, url]) => parseUpstream(name, url));
    const routed = [...destinations].map(([url, client]) => ({ ...parseUpstream('routed', url), name: client }));
    return await Promise.all([...named, ...routed].map(upstream => checkUpstream(upstream, network)));
  } catch (error) {
    return [{ check: 'upstream', ok: false, detail: reasonOf(error) }];
  }
}

async function checkUpstream(upstream: Upstream, network: Network): Promise<Finding> {
  const answer = await probeUpstream(upstream, network);
  if (answer.kind === 'silent') return { check: 'upstream', ok: false, detail: answer.reason };
  const { name, secure, host } = upstream;
  return { check: 'upstream', ok: true, detail: `${name}: ${secure ? 'https' : 'http'}://${host} answers` };
}

async function checkStore(settings: EngineSettings, home: string, terminal: Terminal): Promise<Finding> {
  const given = settings.options.storeUrl;
  const url = typeof given === 'string' ? given : defaultStoreUrl(home);
  try {
    if (!isThere(url)) return { check: 'store', ok: true, detail: `${url}: not there yet; the engine makes it` };
    const { totalRequests, originals } = await withRecordedStore(url, terminal, store => store.summary());
    return { check: 'store', ok: true, detail: `${url}: ${totalRequests} requests, ${originals} originals` };
  } catch (error) {
    const remedy = 'Give another store with --store, or repair the one named here.';
    return { check: 'store', ok: false, detail: reasonOf(error), remedy };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function line({ check, ok, detail, remedy }: Finding): string {
  return `${ok ? 'ok     ' : 'PROBLEM'} ${check.padEnd(8)} ${detail}\n${remedy === undefined ? '' : `        ${remedy}\n`}`;
}

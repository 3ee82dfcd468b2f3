import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminPaths } from '../../src/shared/adminApi.ts';
import type { HistoryJob } from '../../src/shared/history.ts';
import { renderPanelPage } from '../../src/shared/panelPage.ts';
import type { OptionChanges, Overview, PanelAnswers, PanelEvent, PanelQuery } from '../../src/shared/panelProtocol.ts';
import { makeReport } from '../../src/shared/report.ts';
import { unreachable } from '../../src/shared/unreachable.ts';
import { bundlePanel } from './bundlePanel.ts';
import { blockOf, detailOf, now, type Scenario, simulationOf } from './fixtures.ts';
import { conversationTrialOf, trialOf } from './historyFixtures.ts';

/** Serves the real page with the answers of a scenario, as the engine process would; loopback, a free port, a token. */
export class FakeEngine {
  readonly token = 'fixture-token';
  scenario: Scenario;
  readonly asked: PanelQuery[] = [];
  private job: HistoryJob | undefined;
  private readonly listeners = new Set<ServerResponse>();
  private readonly assets: ReadonlyMap<string, string>;
  private readonly server: Server;

  private constructor(scenario: Scenario, assets: ReadonlyMap<string, string>) {
    this.scenario = scenario;
    this.assets = assets;
    this.server = createServer((request, response) => {
      const url = request.url ?? '';
      if (url.startsWith(adminPaths.page)) this.sendPage(url, response, request.headers['accept-language']);
      else if (request.headers.authorization !== `Bearer ${this.token}`)
        response.writeHead(401).end('{"error":{"message":"The token is missing or wrong."}}');
      else if (url === adminPaths.events) this.listen(response);
      else if (url === adminPaths.query) {
        const chunks: Buffer[] = [];
        request.on('data', chunk => chunks.push(chunk));
        request.on('end', () => this.answer(JSON.parse(Buffer.concat(chunks).toString()), response));
      } else response.writeHead(404).end();
    });
  }

  static async start(scenario: Scenario): Promise<FakeEngine> {
    const engine = new FakeEngine(scenario, await readPanel());
    await new Promise<void>(resolve => engine.server.listen(0, '127.0.0.1', resolve));
    return engine;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${adminPaths.page}`;
  }

  emit(event: PanelEvent): void {
    for (const listener of this.listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private sendPage(url: string, response: ServerResponse, accepted = ''): void {
    const asset = this.assets.get(url);
    if (asset !== undefined) {
      const type = url.endsWith('.css') ? 'text/css' : 'text/javascript';
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(asset);
      return;
    }
    const page = {
      scriptUrl: '/mri/mri.js',
      styleUrl: '/mri/mri.css',
      nonce: 'dGVzdA',
      source: "'self'",
      fetches: true,
      ...(accepted.startsWith('de') && { language: 'de' }),
    };
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(renderPanelPage(page));
  }

  private listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': open\n\n');
    this.listeners.add(response);
    response.on('close', () => this.listeners.delete(response));
  }

  private answer(query: PanelQuery, response: ServerResponse): void {
    this.asked.push(query);
    try {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.answerTo(query)));
    } catch (error) {
      response.writeHead(500).end(JSON.stringify({ error: { message: String(error) } }));
    }
  }

  private answerTo(query: PanelQuery): unknown {
    switch (query.type) {
      case 'overview':
        return this.scenario.overview;
      case 'exchanges': {
        const from = query.before ?? 0;
        const exchanges = this.scenario.exchanges.slice(from, from + query.limit);
        const next = from + query.limit;
        return { exchanges, ...(next < this.scenario.exchanges.length ? { next } : {}) };
      }
      case 'exchange':
        return detailOf(this.exchange(query.id));
      case 'block':
        return blockOf(detailOf(this.exchange(query.exchange)), query.position);
      case 'simulate': {
        const subject = query.subject.kind === 'exchange' ? this.exchange(query.subject.id) : this.exchange('flaky-48');
        return simulationOf(detailOf(subject), query.options);
      }
      case 'searchTexts': {
        const { exchanges } = this.scenario;
        const holds = exchanges.filter(({ latest = '' }) => latest.toLowerCase().includes(query.text));
        const found = holds.map(exchange => ({ exchange, block: 0, excerpt: `…${exchange.latest}…` }));
        return { found, requests: exchanges.length, characters: 4_100_000 };
      }
      case 'report': {
        const exchanges = this.scenario.exchanges.filter(
          ({ conversation, project, startedAt }) =>
            (query.conversation === undefined || conversation === query.conversation) &&
            (query.project === undefined || project === query.project) &&
            startedAt >= (query.since ?? 0),
        );
        const details = exchanges.slice(0, 60).map(detailOf);
        const title =
          query.conversation === undefined ? (query.project ?? 'All conversations') : (exchanges.at(-1)?.title ?? '');
        return makeReport({ title, madeAt: now, exchanges, details });
      }
      case 'setMode':
        return this.changeStatus({ mode: query.mode });
      case 'setProfile':
        return this.changeStatus({ profile: query.profile });
      case 'pause':
        return this.changeStatus({});
      case 'clear':
        this.scenario = { ...this.scenario, exchanges: [] };
        return this.changeStatus({});
      case 'transcripts':
        return this.scenario.transcripts ?? { folder: '/home/ada/.claude/projects', sessions: 0, bytes: 0 };
      case 'import':
      case 'trial':
        return this.startJob(query.type);
      case 'job':
        return this.job ?? null;
      case 'cancelJob':
        if (this.job !== undefined) this.tellJob({ ...this.job, state: 'cancelled' });
        return this.job ?? null;
      case 'presence':
        return { instructions: [], servers: [], requests: 0, conversations: 0 };
      case 'conversationTrial':
        return conversationTrialOf(this.scenario.exchanges, query.conversation, query.options);
      case 'setOptions':
        return this.setOptions(query.options);
      case 'exportConversation':
        return { name: 'headroom-conversation.json', text: '{}' };
      case 'openConversation':
        return { conversation: 'flaky', exchanges: 1 };
      default:
        return unreachable(query);
    }
  }

  /** What the engine says about its last job. */
  showJob(job: 'import' | 'trial' | 'trialDone' | undefined): void {
    this.job = undefined;
    if (job === undefined) return;
    const started = this.startJob(job === 'import' ? 'import' : 'trial');
    const [done, all] = job === 'trialDone' ? [23, 23] : [8, 23];
    this.job = { ...started, state: job === 'trialDone' ? 'done' : 'running', conversations: { done, all } };
  }

  /** A job stays as it started until a test says how it goes on. */
  private startJob(kind: HistoryJob['kind']): HistoryJob {
    const job: HistoryJob = {
      ...{ id: 1, kind, state: 'running', conversations: { done: 3, all: 12 }, requests: 148 },
      ...{ unreadLines: 0, unreadFiles: 0 },
      ...(kind === 'trial' && { result: trialOf('transcripts') }),
    };
    this.job = job;
    return job;
  }

  tellJob(job: HistoryJob): void {
    this.job = job;
    this.emit({ type: 'jobChanged', job });
  }

  private setOptions(changes: OptionChanges): PanelAnswers['setOptions'] {
    const { overview } = this.scenario;
    const before = overview.options ?? {};
    const names = Object.keys(changes);
    const undo = Object.fromEntries(
      names.map(name => [name, Object.entries(before).find(([each]) => each === name)?.[1] ?? null]),
    );
    this.scenario = { ...this.scenario, overview: { ...overview, options: { ...before, ...changes } } };
    return { undo, status: overview.status };
  }

  private changeStatus(change: Partial<Overview['status']>): Overview['status'] {
    const { overview } = this.scenario;
    const status = { ...overview.status, ...change };
    this.scenario = { ...this.scenario, overview: { ...overview, status } };
    return status;
  }

  private exchange(id: string) {
    const found = this.scenario.exchanges.find(exchange => exchange.id === id);
    if (found === undefined) throw new Error(`There is no exchange ${id}.`);
    return found;
  }
}

async function readPanel(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-panel-'));
  await bundlePanel(folder);
  const read = async (name: string) => [`/mri/${name}`, await readFile(join(folder, name), 'utf8')] as const;
  const assets = new Map(await Promise.all((await readdir(folder)).map(read)));
  await rm(folder, { recursive: true });
  return assets;
}

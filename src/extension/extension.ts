import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { homeFolder } from '../process/instance/home.ts';
import { Lease } from '../process/instance/lease.ts';
import { type ClaudeCodePlace, placeInFolder, placeOfUser } from '../routing/claudeCode.ts';
import { Journal } from '../routing/journal.ts';
import { finishRepair } from '../routing/withdraw.ts';
import { commandTitles } from '../shared/commandIds.ts';
import { AgentRoutes } from './clients/agentRoutes.ts';
import { ClaudeCodeRoute } from './clients/claudeCodeRoute.ts';
import { Consent } from './clients/consent.ts';
import { offerToDisable } from './clients/offerToDisable.ts';
import { TerminalRoute } from './clients/terminalRoute.ts';
import { registerCommands } from './commands.ts';
import { CopilotRoute } from './copilot/copilotRoute.ts';
import { OwnKeyRoute } from './copilot/ownKeyRoute.ts';
import { sharedSettingsFile, userFolders } from './copilot/userFolder.ts';
import { describeDiagnostics, runDoctorProgram } from './diagnostics.ts';
import { engineEnvironment } from './engine/engineEnvironment.ts';
import { engineLogFile, type LauncherParts, launchBySettings } from './engine/engineLauncher.ts';
import { ProxySession } from './engine/proxySession.ts';
import { RemediableError, reportFailure } from './failure.ts';
import { HeldTexts, heldTextScheme } from './heldTexts.ts';
import { l10n, speakAs } from './l10n.ts';
import { MriPanel, mriViewType } from './mriPanel.ts';
import { NativeViews } from './native/nativeViews.ts';
import { mcpLaunch } from './retrieval/mcpLaunch.ts';
import { RetrievalOffer } from './retrieval/retrievalOffer.ts';
import { SavingsMeter } from './savingsMeter.ts';
import type { Services } from './services.ts';
import { StatusBar } from './statusBar.ts';
import { VscodeEditor } from './vscodeEditor.ts';
import { thisWindow, userSettings } from './window.ts';
import { followWindow } from './windowEvents.ts';

let session: ProxySession | undefined;

/**
 * Builds the objects of this window and returns. Nothing here waits or reads a file: joining an engine that already
 * runs comes after, on its own.
 */
export function activate(context: vscode.ExtensionContext): void {
  const startedAt = performance.now();
  speakAs(vscode.env.language, (message, values) => vscode.l10n.t(message, values));
  const home = homeFolder(process.env);
  const log = vscode.window.createOutputChannel('Headroom', { log: true });
  const texts = new HeldTexts();
  const editor = new VscodeEditor(texts);
  const statusBar = new StatusBar();
  const consent = new Consent(editor, context.globalState);
  const journal = new Journal(home);
  const retrievalServer = {
    home,
    program: process.execPath,
    script: context.asAbsolutePath(join('dist', 'mcp.js')),
    version: String(context.extension.packageJSON.version),
  };
  const routeParts = {
    home,
    retrieval: mcpLaunch(retrievalServer),
    journal,
    surroundings: thisWindow.surroundings,
    guard: () => startWatchdog(context.asAbsolutePath(join('dist', 'watchdog.js')), home),
    report: (note: string) => {
      log.warn(note);
      void editor.warn(note);
    },
  };
  const claudeCode = new ClaudeCodeRoute({ ...routeParts, memory: context.workspaceState, places: placesOfWindow });
  const claudeCodeEverywhere = new ClaudeCodeRoute({
    ...routeParts,
    memory: context.globalState,
    places: () => [placeOfUser(homedir())],
  });
  const terminals = new TerminalRoute(context.environmentVariableCollection);
  const copilot = new CopilotRoute({
    ...routeParts,
    memory: context.globalState,
    settings: { live: userSettings, file: sharedSettingsFile(context.globalStorageUri.fsPath) },
    hasOwnUpstream: () => thisWindow.settings().proxy.upstreams.copilot !== undefined,
  });
  const ownKey = new OwnKeyRoute({
    ...routeParts,
    memory: context.globalState,
    file: join(userFolders(context.globalStorageUri.fsPath).profile, 'chatLanguageModels.json'),
    listed: thisWindow.customModels,
  });
  // Copilot first: it does not work at all when nobody listens.
  const clients = [copilot, ownKey, claudeCode, claudeCodeEverywhere];
  const { surroundings, report } = routeParts;
  const routes = new AgentRoutes({ terminals, clients, surroundings, report });
  const onFailure = (error: unknown): void => {
    log.error(error instanceof Error ? error : String(error));
    void editor.showFailure(reportFailure(error, commandTitles));
  };
  const retrieval = new RetrievalOffer(retrievalServer);
  const launcher = launcherParts(context, { home, routes, consent, log: line => log.info(line) });
  const ours = new ProxySession({
    home,
    version: String(context.extension.packageJSON.version),
    window: thisWindow.told,
    routes,
    lease: new Lease(home, process.pid),
    launch: port => launchBySettings(launcher, port),
    onStatus: status => {
      statusBar.showStatus(status);
      native.showStatus(status);
      retrieval.showStatus(status);
      panel.send({ type: 'event', event: { type: 'statusChanged', status } });
    },
    onEvent: event => {
      meter.heard(event);
      native.heard(event);
      if (event.type !== 'statusChanged') panel.send({ type: 'event', event });
    },
    onLost: cause => onFailure(crashReport(cause)),
    log: line => log.info(line),
  });
  session = ours;
  const panel = new MriPanel({
    extensionUri: context.extensionUri,
    relay: {
      ...{ session: ours, editor, consent },
      disableServer: what => offerToDisable(what, { editor, journal, places: placesOfWindow }),
    },
    onFailure,
  });
  const native = new NativeViews({ session: ours, panel });
  const meter = new SavingsMeter(
    async () => (await ours.overview()).today,
    today => statusBar.showSavings(today),
  );
  statusBar.showStatus(ours.status);
  const services: Services = {
    session: ours,
    panel,
    editor,
    consent,
    claudeCode,
    claudeCodeEverywhere,
    copilot,
    ownKey,
    reloadWindow: async () => void (await vscode.commands.executeCommand('workbench.action.reloadWindow')),
    log: personsLog(log, home),
    bypasses: async () => (claudeCode.since === undefined ? describe(routes, ours) : []),
    terminalsAreRouted: () => thisWindow.settings().host.routeTerminals,
    modeOfSettings: () => thisWindow.settings().proxy.mode,
    ...checks(context, home, ours),
  };
  context.subscriptions.push(
    ...[log, statusBar, panel, meter, retrieval, native],
    ...registerCommands(services, (id, run) => vscode.commands.registerCommand(id, run)),
    vscode.workspace.registerTextDocumentContentProvider(heldTextScheme, texts),
    vscode.window.registerWebviewPanelSerializer(mriViewType, panel),
    ...followWindow({ session: ours, routes, consent }, onFailure),
  );
  log.info(`Activated in ${(performance.now() - startedAt).toFixed(1)} ms.`);
  void joinOrStart(ours, routes, meter)
    .then(() => offerOptimize(ours, consent, editor))
    .catch(onFailure)
    // Above all when nothing could be started: then what a crash has left leads nowhere.
    .then(() => finishRepair(journal, home))
    .then(notes => {
      for (const note of notes) log.warn(note);
    })
    .catch(onFailure);
}

/** The engine stays: agents outside this window may be using it, and *Stop* is one command away. */
export async function deactivate(): Promise<void> {
  await session?.dispose();
}

interface LauncherNeeds {
  readonly home: string;
  readonly routes: AgentRoutes;
  readonly consent: Consent;
  log(line: string): void;
}

function launcherParts(context: vscode.ExtensionContext, { home, routes, consent, log }: LauncherNeeds): LauncherParts {
  return {
    home,
    program: process.execPath,
    script: context.asAbsolutePath(join('dist', 'process.js')),
    environment: process.env,
    settings: thisWindow.settings,
    permitted: mode => consent.permitted(mode),
    network: thisWindow.network,
    priorUpstream: async port => (await routes.prior(port)).upstream,
    log,
  };
}

function placesOfWindow(): readonly ClaudeCodePlace[] {
  const { workspaceFolders, workspaceName } = thisWindow.surroundings();
  return workspaceFolders.map(folder => placeInFolder(folder, workspaceName ?? folder));
}

/** Outlives this window and the engine, for the case that both are killed. */
function startWatchdog(script: string, home: string): void {
  const environment = engineEnvironment(process.env, thisWindow.network(), home);
  spawn(process.execPath, [script], { detached: true, stdio: 'ignore', windowsHide: true, env: environment, cwd: home })
    .on('error', () => undefined)
    .unref();
}

/** Doctor and diagnostics run the same program as `headroom doctor`. */
function checks(
  context: vscode.ExtensionContext,
  home: string,
  ours: ProxySession,
): Pick<Services, 'doctor' | 'diagnostics'> {
  const script = context.asAbsolutePath(join('dist', 'cli.js'));
  const doctor = (): Promise<string> =>
    runDoctorProgram(process.execPath, script, engineEnvironment(process.env, thisWindow.network(), home));
  const diagnostics = async (): Promise<string> =>
    describeDiagnostics({
      version: String(context.extension.packageJSON.version),
      editor: `${vscode.env.appName} ${vscode.version}`,
      platform: `${process.platform}-${process.arch}, ${vscode.env.remoteName ?? 'local'}`,
      status: ours.status,
      settings: thisWindow.settings(),
      doctor: await doctor(),
      userFolder: homedir(),
    });
  return { doctor, diagnostics };
}

function personsLog(log: vscode.LogOutputChannel, home: string) {
  return {
    show: () => {
      log.info(`The engine's own log: ${engineLogFile(home)}`);
      log.show();
    },
    error: (message: string) => log.error(message),
  };
}

async function describe(routes: AgentRoutes, ours: ProxySession) {
  const { bypasses } = await routes.prior(ours.status.port);
  return bypasses.map(({ file, url }) => ({
    file,
    message: l10n.t(
      'Claude Code goes past Headroom here: {file} sets ANTHROPIC_BASE_URL to {url}, which wins over the variable of the terminal. To chain it, move the URL to the setting headroom.upstreams.',
      { file, url },
    ),
  }));
}

function crashReport(cause: unknown): RemediableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RemediableError(
    l10n.t(
      'The proxy crashed and could not be restarted. New terminals lead agents to their providers directly; agents in open ones must be restarted. {reason}',
      { reason },
    ),
    'headroom.restartProxy',
    { cause },
  );
}

/** After a start that nobody was asked about: optimize, if the settings want it, is one question away. */
async function offerOptimize(ours: ProxySession, consent: Consent, editor: VscodeEditor): Promise<void> {
  const { mode } = thisWindow.settings().proxy;
  if (ours.status.state !== 'running' || ours.status.mode === mode || consent.permitted(mode) === mode) return;
  const message = l10n.t('Headroom only watches: your settings say optimize, which needs your consent once.');
  void editor.inform(message, l10n.t('Review')).then(async pressed => {
    if (pressed !== undefined && (await consent.permits(mode))) await ours.setMode(mode);
  });
}

async function joinOrStart(ours: ProxySession, routes: AgentRoutes, meter: SavingsMeter): Promise<void> {
  const openTerminals = vscode.window.terminals;
  const joined = await ours.rejoin();
  if (joined !== undefined) {
    routes.assumeRouted(openTerminals);
    await ours.terminalsChanged();
    await meter.refresh();
  }
  if (joined !== 'running' && thisWindow.settings().host.autoStart) await ours.start();
}

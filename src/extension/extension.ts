import { join } from 'node:path';
import * as vscode from 'vscode';
import { homeFolder } from '../process/home.ts';
import { commandTitles } from '../shared/commandIds.ts';
import { AgentRoutes } from './agentRoutes.ts';
import { registerCommands, type Services } from './commands.ts';
import { engineLogFile, launchBySettings } from './engineLauncher.ts';
import { RemediableError, reportFailure } from './failure.ts';
import { HeldTexts, heldTextScheme } from './heldTexts.ts';
import { MriPanel, mriViewType } from './mriPanel.ts';
import { ProxySession } from './proxySession.ts';
import { SavingsMeter } from './savingsMeter.ts';
import { StatusBar } from './statusBar.ts';
import { TerminalRoute } from './terminalRoute.ts';
import { VscodeEditor } from './vscodeEditor.ts';
import { thisWindow } from './window.ts';
import { WindowLease } from './windowLease.ts';

let session: ProxySession | undefined;

/**
 * Builds the objects of this window and returns. Nothing here waits or reads a file: joining an engine that already
 * runs comes after, on its own.
 */
export function activate(context: vscode.ExtensionContext): void {
  const startedAt = performance.now();
  const home = homeFolder(process.env);
  const log = vscode.window.createOutputChannel('Headroom', { log: true });
  const texts = new HeldTexts();
  const editor = new VscodeEditor(texts);
  const statusBar = new StatusBar();
  const routes = new AgentRoutes(new TerminalRoute(context.environmentVariableCollection), thisWindow.surroundings);
  const showFailure = (error: unknown): void => {
    log.error(error instanceof Error ? error : String(error));
    void editor.showFailure(reportFailure(error, commandTitles));
  };
  const launcher = {
    home,
    program: process.execPath,
    script: context.asAbsolutePath(join('dist', 'process.js')),
    environment: process.env,
    settings: thisWindow.settings,
    network: thisWindow.network,
    priorUpstream: async (port: number) => (await routes.prior(port)).upstream,
    log: (line: string) => log.info(line),
  };
  const joined = new ProxySession({
    home,
    version: String(context.extension.packageJSON.version),
    routes,
    lease: new WindowLease(home, process.pid),
    launch: port => launchBySettings(launcher, port),
    onStatus: status => {
      statusBar.showStatus(status);
      panel.send({ type: 'event', event: { type: 'statusChanged', status } });
    },
    onEvent: event => {
      meter.heard(event);
      if (event.type !== 'statusChanged') panel.send({ type: 'event', event });
    },
    onLost: cause => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `The proxy crashed and could not be restarted; agents talk to their providers directly in new terminals. ${reason}`;
      showFailure(new RemediableError(message, 'headroom.restartProxy'));
    },
    log: line => log.info(line),
  });
  session = joined;
  const panel = new MriPanel({
    extensionUri: context.extensionUri,
    relay: { session: joined, editor },
    onFailure: showFailure,
  });
  const meter = new SavingsMeter(
    async () => (await joined.overview()).today,
    today => statusBar.showSavings(today),
  );
  statusBar.showStatus(joined.status);
  const services: Services = {
    session: joined,
    panel,
    editor,
    log: {
      show: () => {
        log.info(`The engine's own log: ${engineLogFile(home)}`);
        log.show();
      },
      error: message => log.error(message),
    },
    bypasses: async () =>
      (await routes.prior(joined.status.port)).bypasses.map(({ file, url }) => ({
        file,
        message: `Claude Code goes past Headroom here: ${file} sets ANTHROPIC_BASE_URL to ${url}, which wins over the terminal's variable. Remove it there and set it as headroom.upstreams instead.`,
      })),
  };
  context.subscriptions.push(
    log,
    statusBar,
    panel,
    meter,
    vscode.Disposable.from(
      ...registerCommands(services, (id, run) => vscode.commands.registerCommand(id, run)),
      vscode.workspace.registerTextDocumentContentProvider(heldTextScheme, texts),
      vscode.window.registerWebviewPanelSerializer(mriViewType, panel),
      ...followWindow(joined, routes, showFailure),
    ),
  );
  log.info(`Activated in ${(performance.now() - startedAt).toFixed(1)} ms.`);
  void joinOrStart(joined, routes, meter).catch(showFailure);
}

/** The engine stays: agents outside this window may be using it, and *Stop* is one command away. */
export async function deactivate(): Promise<void> {
  await session?.dispose();
}

async function joinOrStart(joined: ProxySession, routes: AgentRoutes, meter: SavingsMeter): Promise<void> {
  const openTerminals = vscode.window.terminals;
  if (await joined.rejoin()) {
    routes.assumeRouted(openTerminals);
    await joined.terminalsChanged();
    await meter.refresh();
  } else if (thisWindow.settings().host.autoStart) {
    await joined.start();
  }
}

function followWindow(
  joined: ProxySession,
  routes: AgentRoutes,
  showFailure: (error: unknown) => void,
): readonly vscode.Disposable[] {
  const changed = (): void => void joined.terminalsChanged().catch(showFailure);
  return [
    vscode.window.onDidOpenTerminal(terminal => {
      routes.terminalOpened(terminal);
      changed();
    }),
    vscode.window.onDidCloseTerminal(terminal => {
      routes.terminalClosed(terminal);
      changed();
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('headroom')) {
        void applySettings(event, joined).catch(showFailure);
      }
    }),
  ];
}

/** The mode changes at once; everything else is read when the engine starts. */
async function applySettings(event: vscode.ConfigurationChangeEvent, joined: ProxySession): Promise<void> {
  if (joined.status.state !== 'running') return;
  if (event.affectsConfiguration('headroom.mode')) {
    await joined.setMode(thisWindow.settings().proxy.mode);
    return;
  }
  const button = await vscode.window.showInformationMessage(
    'Headroom reads this setting when the proxy starts.',
    commandTitles['headroom.restartProxy'],
  );
  if (button !== undefined) await vscode.commands.executeCommand('headroom.restartProxy');
}

import * as vscode from 'vscode';
import { commandTitles } from '../shared/commandIds.ts';
import { actingOptionNames } from '../shared/options.ts';
import type { AgentRoutes } from './clients/agentRoutes.ts';
import type { Consent } from './clients/consent.ts';
import type { ProxySession } from './engine/proxySession.ts';
import { l10n } from './l10n.ts';
import { thisWindow } from './window.ts';

export interface Followers {
  readonly session: ProxySession;
  readonly routes: AgentRoutes;
  readonly consent: Consent;
}

/** Tells session and routes what happens to this window's terminals and settings. */
export function followWindow(
  { session, routes, consent }: Followers,
  onFailure: (error: unknown) => void,
): readonly vscode.Disposable[] {
  const terminalsChanged = (): void => void session.terminalsChanged().catch(onFailure);
  return [
    vscode.window.onDidOpenTerminal(terminal => {
      routes.terminalOpened(terminal);
      terminalsChanged();
    }),
    vscode.window.onDidCloseTerminal(terminal => {
      routes.terminalClosed(terminal);
      terminalsChanged();
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('headroom')) void applySettings(event, session, consent).catch(onFailure);
    }),
  ];
}

/** The store is opened when the engine starts. */
const liveOptionNames = actingOptionNames.filter(name => name !== 'storeUrl');

/** Mode and options change at once; everything else is read when the engine starts. */
async function applySettings(
  event: vscode.ConfigurationChangeEvent,
  session: ProxySession,
  consent: Consent,
): Promise<void> {
  if (session.status.state !== 'running') return;
  if (event.affectsConfiguration('headroom.mode')) {
    const { mode } = thisWindow.settings().proxy;
    if (await consent.permits(mode)) await session.setMode(mode);
    return;
  }
  const options = liveOptionNames.filter(name => event.affectsConfiguration(`headroom.${name}`));
  if (options.length > 0) {
    const set = thisWindow.settings().options;
    await session.query({
      type: 'setOptions',
      options: Object.fromEntries(options.map(name => [name, set[name] ?? null])),
    });
    return;
  }
  const restart = l10n.t(commandTitles['headroom.restartProxy']);
  const pressed = await vscode.window.showInformationMessage(
    l10n.t('Headroom reads this setting when the proxy starts.'),
    restart,
  );
  if (pressed !== undefined) await vscode.commands.executeCommand('headroom.restartProxy');
}

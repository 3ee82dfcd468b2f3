import * as vscode from 'vscode';
import { commandTitles } from '../shared/commandIds.ts';
import type { Mode } from '../shared/modes.ts';
import type { AgentRoutes } from './clients/agentRoutes.ts';
import type { Consent } from './clients/consent.ts';
import { applySettings } from './engine/applySettings.ts';
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
      if (!event.affectsConfiguration('headroom')) return;
      const follower = { session, offerRestart, settings: thisWindow.settings };
      const permits = (mode: Mode): Promise<boolean> => consent.permits(mode);
      const isChanged = (name: string): boolean => event.affectsConfiguration(`headroom.${name}`);
      void applySettings(isChanged, { ...follower, permits }).catch(onFailure);
    }),
  ];
}

async function offerRestart(): Promise<void> {
  const restart = l10n.t(commandTitles['headroom.restartProxy']);
  const pressed = await vscode.window.showInformationMessage(
    l10n.t('Headroom reads this setting when the proxy starts.'),
    restart,
  );
  if (pressed !== undefined) await vscode.commands.executeCommand('headroom.restartProxy');
}

import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { overrideKey } from '../routing/copilot/leadCopilot.ts';
import type { NetworkSettings } from './engineEnvironment.ts';
import { readSettings, type Settings } from './engineSettings.ts';
import type { RouteSurroundings } from './routeSurroundings.ts';

/** What this window and its settings say right now. */
export const thisWindow = {
  settings(): Settings {
    const configuration = vscode.workspace.getConfiguration('headroom');
    return readSettings(name => configuration.inspect(name)?.globalValue);
  },

  /** Where Copilot Chat is led by the user's settings, as VS Code reads them now. */
  copilotOverride(): string | undefined {
    return vscode.workspace.getConfiguration().inspect<string>(overrideKey)?.globalValue;
  },

  network(): NetworkSettings {
    const http = vscode.workspace.getConfiguration('http');
    return {
      proxy: http.get('proxy'),
      noProxy: http.get('noProxy'),
      systemCertificates: http.get('systemCertificates'),
    };
  },

  surroundings(): RouteSurroundings {
    const terminal = vscode.workspace.getConfiguration('terminal.integrated.env');
    return {
      environment: process.env,
      terminalEnvironment: terminal.get(terminalPlatform()) ?? {},
      userFolder: homedir(),
      workspaceFolders: (vscode.workspace.workspaceFolders ?? [])
        .filter(folder => folder.uri.scheme === 'file')
        .map(folder => folder.uri.fsPath),
      workspaceName: vscode.workspace.name,
      routesTerminals: thisWindow.settings().host.routeTerminals,
      hasOwnUpstream: thisWindow.settings().proxy.upstreams.anthropic !== undefined,
    };
  },
};

function terminalPlatform(): string {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'darwin' ? 'osx' : 'linux';
}

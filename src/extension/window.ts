import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { LiveSettings } from '../routing/liveSettings.ts';
import type { OpenWindow } from '../shared/projects.ts';
import type { RouteSurroundings } from './clients/routeSurroundings.ts';
import type { NetworkSettings } from './engine/engineEnvironment.ts';
import { readSettings, type Settings } from './engine/engineSettings.ts';

/** The user's settings, as VS Code holds them for all windows. */
export const userSettings: LiveSettings = {
  read: key => vscode.workspace.getConfiguration().inspect(key)?.globalValue,
  knows: key => vscode.workspace.getConfiguration().inspect(key)?.defaultValue !== undefined,
  write: async (key, value) =>
    vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global),
};

/** What this window and its settings say right now. */
export const thisWindow = {
  settings(): Settings {
    const configuration = vscode.workspace.getConfiguration('headroom');
    return readSettings(name => configuration.inspect(name)?.globalValue);
  },

  network(): NetworkSettings {
    const http = vscode.workspace.getConfiguration('http');
    return {
      proxy: http.get('proxy'),
      noProxy: http.get('noProxy'),
      systemCertificates: http.get('systemCertificates'),
    };
  },

  /** As the engine is told of it. */
  told(): OpenWindow {
    const project = vscode.workspace.name;
    return { session: vscode.env.sessionId, ...(project !== undefined && { project }) };
  },

  /** Ids of the models that the editor's chat offers from custom endpoints. */
  async customModels(): Promise<readonly string[]> {
    // Asked for one vendor right after a reload, VS Code 1.139 was seen to go on answering that it has none.
    const models = await vscode.lm.selectChatModels({});
    return models.filter(({ vendor }) => vendor === 'customendpoint').map(({ id }) => id);
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

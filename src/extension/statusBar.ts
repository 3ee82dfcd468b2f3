import * as vscode from 'vscode';
import { commandTitles } from '../shared/commandIds.ts';
import type { EngineStatus, SavingsToday } from '../shared/panelProtocol.ts';
import { l10n } from './l10n.ts';
import { describeRemotePlace } from './remotePlace.ts';
import { describeStatus } from './statusText.ts';

/** The status bar item: mode and savings, the menu on click. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  #status: EngineStatus | undefined;
  #today: SavingsToday | undefined;

  constructor() {
    this.#item = vscode.window.createStatusBarItem('headroom.status', vscode.StatusBarAlignment.Right, 100);
    this.#item.name = 'Headroom';
    this.#item.command = { command: 'headroom.showMenu', title: l10n.t(commandTitles['headroom.showMenu']) };
    this.#item.show();
  }

  showStatus(status: EngineStatus): void {
    this.#status = status;
    this.#render();
  }

  showSavings(today: SavingsToday): void {
    this.#today = today;
    this.#render();
  }

  dispose(): void {
    this.#item.dispose();
  }

  #render(): void {
    if (this.#status === undefined) return;
    const { text, tooltip, isAlarming } = describeStatus(
      this.#status,
      this.#today,
      describeRemotePlace(vscode.env.remoteName),
    );
    this.#item.text = text;
    this.#item.tooltip = new vscode.MarkdownString(tooltip);
    this.#item.backgroundColor = isAlarming ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  }
}

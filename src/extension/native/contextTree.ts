import * as vscode from 'vscode';
import { contextViewId } from '../../shared/nativeIds.ts';
import type { PanelTarget } from '../../shared/panelProtocol.ts';
import { l10n } from '../l10n.ts';
import type { EngineSession } from '../services.ts';
import { type ContextNode, contextNodes } from './contextNodes.ts';

export interface ContextTreeParts {
  readonly session: Pick<EngineSession, 'status' | 'query' | 'overview'>;
  readonly panel: { reveal(target?: PanelTarget): Promise<void> };
}

const pageSize = 200;
const openCommand = 'headroom.openNode';

/** The side bar: today's figures, the gauge and the conversations. Asks the engine only while it can be seen. */
export class ContextTree implements vscode.TreeDataProvider<ContextNode>, vscode.Disposable {
  readonly #parts: ContextTreeParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<ContextNode>;
  readonly #registration: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(parts: ContextTreeParts) {
    this.#parts = parts;
    this.#view = vscode.window.createTreeView(contextViewId, { treeDataProvider: this, showCollapseAll: true });
    this.#registration = vscode.Disposable.from(
      this.#view,
      this.#changed,
      // Not for the palette: it means nothing without its line.
      vscode.commands.registerCommand(openCommand, (exchange: string) =>
        parts.panel.reveal({ lens: 'inspect', exchange }),
      ),
    );
  }

  refresh(): void {
    if (this.#view.visible) this.#changed.fire();
  }

  async getChildren(node?: ContextNode): Promise<ContextNode[]> {
    if (node !== undefined) return [...node.children];
    const { session } = this.#parts;
    // The view's own welcome says what to do without an engine.
    if (session.status.state !== 'running') return [];
    const { exchanges } = await session.query({ type: 'exchanges', limit: pageSize });
    return [...contextNodes(await session.overview(), exchanges, Date.now())];
  }

  getTreeItem({ id, label, description, tooltip, icon, opens, children }: ContextNode): vscode.TreeItem {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, children.length > 0 ? Collapsed : None);
    item.id = id;
    item.accessibilityInformation = { label: [label, description].filter(Boolean).join(', ') };
    if (description !== undefined) item.description = description;
    if (tooltip !== undefined) item.tooltip = new vscode.MarkdownString(tooltip);
    if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
    if (opens === 'menu') item.command = { command: 'headroom.showMenu', title: l10n.t('Show Menu') };
    else if (opens !== undefined)
      item.command = { command: openCommand, title: l10n.t('Open'), arguments: [opens.exchange] };
    return item;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

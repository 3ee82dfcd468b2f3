import * as vscode from 'vscode';
import type { CommandId } from '../shared/commandIds.ts';
import type { Mode } from '../shared/modes.ts';
import type { DiffSubject, OptionChanges } from '../shared/panelProtocol.ts';
import type { Choice, Editor } from './editor.ts';
import type { FailureReport } from './failure.ts';
import { firstDifference } from './firstDifference.ts';
import { type HeldTexts, heldTextScheme } from './heldTexts.ts';
import { l10n } from './l10n.ts';

const diffSides: Readonly<Record<DiffSubject, { readonly before: string; readonly after: string }>> = {
  compression: { before: l10n.later('as the client sent it'), after: l10n.later('as it went upstream') },
  requests: { before: l10n.later('in the request before'), after: l10n.later('in this request') },
};

/** `Editor` in terms of VS Code. Nothing is decided here. */
export class VscodeEditor implements Editor {
  readonly #texts: HeldTexts;

  constructor(texts: HeldTexts) {
    this.#texts = texts;
  }

  async choose<Value>(title: string, choices: readonly Choice<Value>[]): Promise<Value | undefined> {
    const picked = await vscode.window.showQuickPick(choices, { title, matchOnDetail: true });
    return picked?.value;
  }

  async inform(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    return vscode.window.showInformationMessage(message, ...buttons);
  }

  async warn(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    return vscode.window.showWarningMessage(message, ...buttons);
  }

  async showFailure({ message, button }: FailureReport): Promise<void> {
    const pressed = await vscode.window.showErrorMessage(message, button.title);
    if (pressed === undefined) return;
    if ('command' in button) await this.run(button.command);
    else await vscode.commands.executeCommand('workbench.action.openSettings', button.setting);
  }

  async confirm(message: string, detail: string, button: string): Promise<boolean> {
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, button)) === button;
  }

  async openDiff(title: string, before: string, after: string, of: DiffSubject = 'compression'): Promise<void> {
    const sides = diffSides[of];
    const left = this.#uriOf(`${title} (${l10n.t(sides.before)})`, before);
    const right = this.#uriOf(`${title} (${l10n.t(sides.after)})`, after);
    const place = firstDifference(before, after);
    const at = place === undefined ? undefined : new vscode.Position(place.line, place.character);
    const options = at === undefined ? {} : { selection: new vscode.Range(at, at) };
    await vscode.commands.executeCommand(
      'vscode.diff',
      left,
      right,
      l10n.t('{title}: before ↔ after', { title }),
      options,
    );
  }

  async openText(title: string, text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#uriOf(title, text));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
  }

  async saveFile(name: string, text: string): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const proposed = folder === undefined ? undefined : { defaultUri: vscode.Uri.joinPath(folder, name) };
    const target = await vscode.window.showSaveDialog(proposed);
    if (target !== undefined) await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  }

  async openFile(path: string): Promise<void> {
    await vscode.window.showTextDocument(vscode.Uri.file(path));
  }

  openTerminal(): void {
    vscode.window.createTerminal().show();
  }

  async openSettings(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'headroom.');
  }

  async showLanguageModels(text: string): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.chat.manage', text);
  }

  promptText(): string | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.document.uri.scheme === heldTextScheme) return undefined;
    const text = editor.document.getText(editor.selection.isEmpty ? undefined : editor.selection);
    return text.trim() === '' ? undefined : text;
  }

  async saveMode(mode: Mode): Promise<void> {
    await vscode.workspace.getConfiguration('headroom').update('mode', mode, vscode.ConfigurationTarget.Global);
  }

  async excludeTool(tool: string): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('headroom');
    const profiles = configuration.inspect<Record<string, unknown>>('toolProfiles')?.globalValue ?? {};
    await configuration.update('toolProfiles', { ...profiles, [tool]: 'off' }, vscode.ConfigurationTarget.Global);
  }

  async saveRouteTerminals(isOn: boolean): Promise<void> {
    await vscode.workspace
      .getConfiguration('headroom')
      .update('routeTerminals', isOn, vscode.ConfigurationTarget.Global);
  }

  async saveOptions(options: OptionChanges): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('headroom');
    for (const [name, value] of Object.entries(options)) {
      await configuration.update(name, value ?? undefined, vscode.ConfigurationTarget.Global);
    }
  }

  async chooseFile(): Promise<string | undefined> {
    const [file] = (await vscode.window.showOpenDialog({ filters: { JSON: ['json'] } })) ?? [];
    return file === undefined ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  }

  async run(command: CommandId): Promise<void> {
    await vscode.commands.executeCommand(command);
  }

  #uriOf(title: string, text: string): vscode.Uri {
    return vscode.Uri.from({ scheme: heldTextScheme, path: this.#texts.hold(title, text) });
  }
}

import type { CommandId } from '../shared/commandIds.ts';
import type { Mode } from '../shared/modes.ts';
import type { DiffSubject, OptionChanges } from '../shared/panelProtocol.ts';
import type { FailureReport } from './failure.ts';

export interface Choice<Value> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: Value;
}

/** What commands ask of VS Code, in words of our own, so that they can be tested without it. */
export interface Editor {
  choose<Value>(title: string, choices: readonly Choice<Value>[]): Promise<Value | undefined>;
  /** Resolves with the button that was pressed, if any. */
  inform(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  warn(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  showFailure(failure: FailureReport): Promise<void>;
  /** A question that waits for its answer: true when the button was pressed. */
  confirm(message: string, detail: string, button: string): Promise<boolean>;
  /** Opens at the first character that differs. */
  openDiff(title: string, before: string, after: string, of?: DiffSubject): Promise<void>;
  openText(title: string, text: string): Promise<void>;
  copy(text: string): Promise<void>;
  /** Asks where to; nothing is written when the question is dismissed. */
  saveFile(name: string, text: string): Promise<void>;
  openFile(path: string): Promise<void>;
  openTerminal(): void;
  openSettings(): Promise<void>;
  /** Shows the models of the editor's chat whose names contain this text. */
  showLanguageModels(text: string): Promise<void>;
  /** The selection of the active editor, else its whole text; `undefined` without an editor or when it is blank. */
  promptText(): string | undefined;
  saveMode(mode: Mode): Promise<void>;
  /** Adds `"off"` for this tool to `headroom.toolProfiles`. */
  excludeTool(tool: string): Promise<void>;
  saveRouteTerminals(isOn: boolean): Promise<void>;
  /** Writes options as settings of the user; `null` takes a setting back. */
  saveOptions(options: OptionChanges): Promise<void>;
  /** Asks for a JSON file and reads it; `undefined` when the question is dismissed. */
  chooseFile(): Promise<string | undefined>;
  run(command: CommandId): Promise<void>;
}

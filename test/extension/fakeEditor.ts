import type { Choice, Editor } from '../../src/extension/editor.ts';
import type { FailureReport } from '../../src/extension/failure.ts';
import type { CommandId } from '../../src/shared/commandIds.ts';
import type { Mode } from '../../src/shared/modes.ts';
import type { OptionChanges } from '../../src/shared/panelProtocol.ts';

/** Remembers what was asked of the editor, and answers every picker with the choice of the given label. */
export class FakeEditor implements Editor {
  readonly log: string[] = [];
  readonly failures: FailureReport[] = [];
  prompt: string | undefined;
  /** What the chosen file holds. */
  file: string | undefined;
  choice = '';
  /** Labels for pickers that follow each other; before `choice`. */
  choices: string[] = [];
  /** Details of all choices that were offered. */
  readonly seen: string[] = [];
  /** Title of the button that is pressed in notifications. */
  pressed = '';
  /** Title of the button that is pressed in questions. */
  confirmed = '';

  async choose<Value>(_title: string, choices: readonly Choice<Value>[]): Promise<Value | undefined> {
    this.seen.push(...choices.map(({ detail }) => detail ?? ''));
    const wanted = this.choices.shift() ?? this.choice;
    return choices.find(({ label }) => label === wanted)?.value;
  }

  async inform(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.log.push(`inform ${message}`);
    return buttons.find(button => button === this.pressed);
  }

  async warn(message: string): Promise<undefined> {
    this.log.push(`warn ${message}`);
  }

  async showFailure(failure: FailureReport): Promise<void> {
    this.failures.push(failure);
  }

  async confirm(message: string, _detail: string, button: string): Promise<boolean> {
    this.log.push(`confirm ${message}`);
    return button === this.confirmed;
  }

  async openDiff(title: string, before: string, after: string, of = 'compression'): Promise<void> {
    this.log.push(`diff ${title} ${before} ${after}${of === 'compression' ? '' : ` of ${of}`}`);
  }

  async openText(title: string, text: string): Promise<void> {
    this.log.push(`text ${title} ${text}`);
  }

  async copy(text: string): Promise<void> {
    this.log.push(`copy ${text}`);
  }

  async saveFile(name: string, text: string): Promise<void> {
    this.log.push(`save ${name} ${text}`);
  }

  async openFile(path: string): Promise<void> {
    this.log.push(`file ${path}`);
  }

  openTerminal(): void {
    this.log.push('terminal');
  }

  async openSettings(): Promise<void> {
    this.log.push('settings');
  }

  async showLanguageModels(text: string): Promise<void> {
    this.log.push(`models ${text}`);
  }

  promptText(): string | undefined {
    return this.prompt;
  }

  async saveMode(mode: Mode): Promise<void> {
    this.log.push(`save ${mode}`);
  }

  async excludeTool(tool: string): Promise<void> {
    this.log.push(`exclude ${tool}`);
  }

  async saveRouteTerminals(isOn: boolean): Promise<void> {
    this.log.push(`route terminals ${isOn}`);
  }

  async saveOptions(options: OptionChanges): Promise<void> {
    this.log.push(`save ${JSON.stringify(options)}`);
  }

  async chooseFile(): Promise<string | undefined> {
    return this.file;
  }

  async run(command: CommandId): Promise<void> {
    this.log.push(`run ${command}`);
  }
}

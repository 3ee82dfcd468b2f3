import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { applyEdits, modify, parse } from 'jsonc-parser';
import type { LiveSettings } from '../../src/routing/liveSettings.ts';

/** An editor's settings, which it lays out in its own way, as VS Code does. */
export class FakeSettings implements LiveSettings {
  readonly file: string;
  readonly log: string[] = [];
  /** Settings of newer versions that this one has not. */
  unknown: readonly string[] = [];
  /** As when a person has the file open with changes that are not saved. */
  refuses = false;

  constructor(file: string) {
    this.file = file;
  }

  get text(): string {
    try {
      return readFileSync(this.file, 'utf8');
    } catch {
      return '';
    }
  }

  read(key: string): unknown {
    return parse(this.text)?.[key];
  }

  knows(key: string): boolean {
    return !this.unknown.includes(key);
  }

  async write(key: string, value: unknown): Promise<void> {
    if (this.refuses) throw new Error('the file has unsaved changes');
    this.log.push(`${key} = ${JSON.stringify(value)}`);
    const layout = { tabSize: 8, insertSpaces: true, eol: '\n' };
    mkdirSync(dirname(this.file), { recursive: true });
    const text = this.text === '' ? '{}' : this.text;
    writeFileSync(this.file, applyEdits(text, modify(text, [key], value, { formattingOptions: layout })));
  }
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ClaudeCodeRoute, connectClaudeCode, placeInFolder } from '../../src/routing/claudeCode.ts';
import { Journal } from '../../src/routing/journal.ts';

/** A project, a user's home and a home folder of ours, all fresh. */
export class RoutingLab implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), 'headroom-routing-'));
  readonly home = join(this.#root, 'headroom');
  readonly project = join(this.#root, 'project');
  readonly userFolder = join(this.#root, 'user');
  readonly journal = new Journal(this.home);

  constructor() {
    for (const folder of [this.project, this.userFolder]) mkdirSync(folder);
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: this.project });
  }

  get settingsFile(): string {
    return join(this.project, '.claude', 'settings.local.json');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(path = this.settingsFile): string | undefined {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  connect(more: Partial<ClaudeCodeRoute> = {}): Promise<void> {
    return connectClaudeCode(this.journal, {
      home: this.home,
      place: placeInFolder(this.project, 'my project'),
      userFolder: this.userFolder,
      environmentUrls: [],
      port: 1,
      now: 1_000,
      ...more,
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Frame, type Locator, type Page } from 'playwright-core';
import type { WorkbenchPrograms } from './workbenchSetup.ts';

const execute = promisify(execFile);

export interface WorkbenchOptions {
  readonly programs: WorkbenchPrograms;
  readonly vsix: string;
  /** Settings of the machine on which extensions run. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Settings of the person, over those of every test. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Files in the folder of the person's settings, by name. */
  readonly userFiles?: Readonly<Record<string, string>>;
  /** Added to the environment of the server and its extensions. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the editor, e.g. `de`: extensions are told so, while the editor's own texts need a language pack and stay English. */
  readonly language?: string;
  /** Screenshots go here. */
  readonly artifacts: string;
}

interface WorkbenchParts {
  readonly page: Page;
  readonly server: ChildProcess;
  readonly browser: Browser;
  /** Where the server listens. */
  readonly url: string;
  readonly root: string;
  readonly artifacts: string;
  readonly workspace: string;
}

/** A workbench with the packed extension installed, in folders of its own, and a browser that looks at it. */
export class Workbench implements AsyncDisposable {
  readonly page: Page;
  readonly home: string;
  readonly workspace: string;
  readonly #server: ChildProcess;
  readonly #browser: Browser;
  readonly #url: string;
  readonly #root: string;
  readonly #artifacts: string;

  private constructor(parts: WorkbenchParts) {
    this.page = parts.page;
    this.#server = parts.server;
    this.#browser = parts.browser;
    this.#url = parts.url;
    this.#root = parts.root;
    this.#artifacts = parts.artifacts;
    this.home = join(parts.root, 'home');
    this.workspace = parts.workspace;
  }

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const { programs, vsix, settings, artifacts } = options;
    const root = await mkdtemp(join(tmpdir(), 'headroom-workbench-'));
    const folder = async (name: string): Promise<string> => {
      await mkdir(join(root, name), { recursive: true });
      return join(root, name);
    };
    await mkdir(artifacts, { recursive: true });
    await folder('workspace');
    await folder('home');
    const user = await folder('data/User');
    const machine = await folder('data/Machine');
    await writeFile(join(user, 'settings.json'), JSON.stringify({ ...userSettings, ...options.userSettings }));
    for (const [name, text] of Object.entries(options.userFiles ?? {})) await writeFile(join(user, name), text);
    await writeFile(join(machine, 'settings.json'), JSON.stringify(settings));
    await writeFile(join(root, 'code-server.yaml'), '');
    const port = await freePort();
    const common = ['--config', join(root, 'code-server.yaml'), '--user-data-dir', join(root, 'data')];
    const extensions = ['--extensions-dir', await folder('extensions')];
    const environment = { ...cleanEnvironment(join(root, 'home')), ...options.environment };
    await execute(programs.node, [programs.codeServer, ...common, ...extensions, '--install-extension', vsix], {
      env: environment,
    });
    const server = spawn(
      programs.node,
      [programs.codeServer, ...common, ...extensions, ...serverFlags, '--bind-addr', `127.0.0.1:${port}`],
      // A process group of its own: the server starts children that do not end with it.
      { env: environment, stdio: 'ignore', detached: true },
    );
    const browser = await chromium.launch({ executablePath: programs.chromium, headless: true, args: browserFlags });
    const url = `http://127.0.0.1:${port}`;
    await untilAnswered(`${url}/healthz`);
    const workspace = join(root, 'workspace');
    const page = await openPage(browser, `${url}/?folder=${workspace}`, options.language);
    return new Workbench({ page, server, browser, url, root, artifacts, workspace });
  }

  /** A second window of the same installation, on a folder of its own. It ends with the first. */
  async openWindow(folder: string): Promise<Workbench> {
    const workspace = join(this.#root, folder);
    await mkdir(workspace, { recursive: true });
    const page = await openPage(this.#browser, `${this.#url}/?folder=${workspace}`);
    return new Workbench({
      page,
      server: this.#server,
      browser: this.#browser,
      url: this.#url,
      root: this.#root,
      artifacts: this.#artifacts,
      workspace,
    });
  }

  /** Kills the server with every window's extension host, as a crash of the machine's session would. */
  kill(): void {
    if (this.#server.pid !== undefined) process.kill(-this.#server.pid, 'SIGKILL');
  }

  /** Runs a command of ours as a person does, from the palette; it may ask there on. */
  async runCommand(title: string): Promise<void> {
    await this.#pick(`Headroom: ${title}`);
  }

  /** Runs a command of ours and goes through its pickers. Each closes when the window turns to something else meanwhile. */
  async runThrough(title: string, labels: readonly string[]): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.runCommand(title);
      if (await this.#chooseAll(labels)) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`"${title}" does not stay open.`);
  }

  async #chooseAll(labels: readonly string[]): Promise<boolean> {
    for (const label of labels) {
      const isChosen = await this.page
        .locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`)
        .first()
        .click({ timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
      if (!isChosen) return false;
    }
    return true;
  }

  async openFile(name: string): Promise<void> {
    const input = await this.#openPalette();
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  }

  statusItem(): Locator {
    return this.page.locator('.statusbar-item[id*="headroom"]').first();
  }

  /** Leaves the editor area alone in the window, for pictures. */
  async clearAround(): Promise<void> {
    await this.closeNotifications();
    await this.run('View: Close Primary Side Bar');
    if (await this.page.locator('.part.auxiliarybar').isVisible()) await this.run('View: Hide Secondary Side Bar');
  }

  /** VS Code's own figure: loading the code and running `activate`. It grows with whatever else the machine does. */
  async activationMs(extension: string): Promise<number> {
    await this.run('Developer: Show Running Extensions');
    const row = this.page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: extension });
    await this.page.locator('.runtime-extensions-editor .monaco-list-row').first().click();
    // The slowest come first, and only rows in view exist.
    for (let pages = 0; pages < 10 && (await row.count()) === 0; pages++) await this.page.keyboard.press('PageDown');
    const text = (await row.textContent()) ?? '';
    await this.page.keyboard.press('Escape');
    return Number(/Activation: (\d+)\s*ms/.exec(text)?.[1]);
  }

  /** Whether this extension begins its log within a few seconds. */
  async starts(extension: string): Promise<boolean> {
    const logs = join(this.#root, 'data', 'logs');
    const end = Date.now() + 6_000;
    while (Date.now() < end) {
      const folders = readdirSync(logs, { recursive: true, encoding: 'utf8' });
      if (folders.some(folder => folder.endsWith(extension))) return true;
      await this.page.waitForTimeout(250);
    }
    return false;
  }

  /** What the extension wrote to its output channel. */
  extensionLog(): string {
    const logs = join(this.#root, 'data', 'logs');
    const files = readdirSync(logs, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('Headroom.log'),
    );
    return files.map(file => readFileSync(join(logs, file), 'utf8')).join('\n');
  }

  async closeNotifications(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
  }

  async toggleTheme(): Promise<void> {
    await this.run('Preferences: Toggle between Light/Dark Themes');
    await this.page.waitForTimeout(1_500);
  }

  /** The document of a webview: VS Code nests it two frames deep. */
  async webview(selector: string): Promise<Frame> {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const count = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (frame !== this.page.mainFrame() && count > 0) return frame;
      }
      await this.page.waitForTimeout(150);
    }
    throw new Error(`No webview shows ${selector}.`);
  }

  /** Types into a new terminal, which gets the environment of this moment. */
  async runInTerminal(command: string): Promise<void> {
    await this.run('Terminal: Create New Terminal');
    await this.page
      .locator('.terminal-wrapper.active .xterm, .terminal-wrapper .xterm')
      .last()
      .waitFor({ timeout: 30_000 });
    await this.page.waitForTimeout(1_500);
    await this.page.keyboard.type(`${command}\n`);
  }

  async killTerminals(): Promise<void> {
    await this.run('Terminal: Kill All Terminals');
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#artifacts, `${name}.png`) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    if (this.#server.signalCode === null) this.kill();
    await rm(this.#root, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A key that is pressed while a webview loads is lost, so it is pressed again. */
  async #openPalette(): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget input.input');
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.page.keyboard.press('F1');
      const isOpen = await input.waitFor({ state: 'visible', timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (isOpen) return input;
    }
    throw new Error('The command palette does not open.');
  }

  /** Runs any command that asks nothing. */
  async run(title: string): Promise<void> {
    await this.#pick(title);
    await this.page.locator('.quick-input-widget input.input').waitFor({ state: 'hidden' });
  }

  /** Picks a command of the palette by its title, once it is offered: an open list does not learn of new commands. */
  async #pick(title: string): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const input = await this.#openPalette();
      await input.fill(`>${title}`);
      // While the list is still the one of before, Enter would run another command.
      const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
      const isOffered = await row.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (isOffered) return row.click();
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The command palette does not offer "${title}".`);
  }
}

async function openPage(browser: Browser, url: string, language?: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  // What a language pack sets beside its texts.
  if (language !== undefined) {
    await page.addInitScript(code => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: code }), language);
  }
  await page.goto(url);
  await page.locator('.statusbar-item').first().waitFor({ timeout: 90_000 });
  return page;
}

const userSettings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

const serverFlags = [
  ...['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
  // Else a closed window's extension host lives on for hours.
  ...['--disable-getting-started-override', '--reconnection-grace-time', '1'],
];

const browserFlags = [
  ...[
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
  ],
  // Nothing outside this machine can be reached, by name at least.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];

/** Without what the test runner's own surroundings would leak into terminals and the engine. */
function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|VSCODE_|ANTHROPIC_|ENABLE_TOOL_SEARCH|NODE_ENV|NODE_OPTIONS)/.test(name),
  );
  return { ...Object.fromEntries(inherited), HEADROOM_HOME: home, NO_PROXY: 'intranet.example' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function untilAnswered(url: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    if (
      await fetch(url)
        .then(response => response.ok)
        .catch(() => false)
    )
      return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.`);
}

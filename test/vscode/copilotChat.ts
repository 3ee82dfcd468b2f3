import type { Workbench } from './workbench.ts';

/** Copilot Chat of a workbench, used as a person does. */
export class CopilotChat {
  readonly #workbench: Workbench;

  private constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Switches Copilot Chat on, which a new workbench keeps off until somebody signs in. */
  static async enable(workbench: Workbench): Promise<CopilotChat> {
    // While the workbench does not know its extensions yet, the command does nothing and says nothing.
    for (let attempt = 0; attempt < 10; attempt++) {
      await workbench.run('Extensions: Enable All Extensions');
      if (await workbench.starts('GitHub.copilot-chat')) return new CopilotChat(workbench);
    }
    throw new Error('Copilot Chat does not start.');
  }

  /** A new conversation, for which the model is chosen anew. */
  async begin(): Promise<void> {
    const { page } = this.#workbench;
    await page
      .locator('.part.auxiliarybar')
      .getByRole('button', { name: /^New Chat/ })
      .first()
      .click({ timeout: 15_000 });
    await page.waitForTimeout(1_500);
  }

  async ask(prompt: string): Promise<void> {
    const { page } = this.#workbench;
    await this.#workbench.closeNotifications();
    await this.#workbench.run('Chat: Open Chat');
    const input = page.locator('.interactive-session .chat-input-container .monaco-editor').last();
    await input.click();
    await page.keyboard.type(prompt, { delay: 10 });
    await page.keyboard.press('Enter');
  }

  /** Allows what the agent asks for, until the conversation says this. */
  async allowUntil(text: string): Promise<void> {
    const { page } = this.#workbench;
    const allow = page.locator('.monaco-button:visible').filter({ hasText: /^\s*Allow/ });
    const end = Date.now() + 90_000;
    while (Date.now() < end) {
      if ((await this.text()).includes(text)) return;
      // A click on the button itself, whatever lies over it.
      for (const button of await allow.all()) await button.dispatchEvent('click').catch(() => undefined);
      await page.waitForTimeout(300);
    }
    throw new Error(`The conversation does not say "${text}" but: ${(await this.text()).slice(-500)}`);
  }

  async stopAnswer(): Promise<void> {
    await this.#workbench.page.locator('.part.auxiliarybar .codicon-stop-circle').first().click({ timeout: 15_000 });
  }

  async text(): Promise<string> {
    return this.#workbench.page.locator('.interactive-session').last().innerText();
  }
}

/** For a workbench in which Copilot is on, asks nobody outside, and lets its agent run tools. */
export const copilotSettings = {
  'chat.disableAIFeatures': false,
  'chat.allowAnonymousAccess': true,
  'chat.tools.global.autoApprove': true,
  'github.copilot.chat.githubMcpServer.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'workbench.enableExperiments': false,
  'remote.autoForwardPorts': false,
};

/** Whatever is not on this machine leads nowhere. */
const nowhere = {
  HTTPS_PROXY: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
};

/** The same mode without anybody signed in. */
export const signedOutEnvironment: Readonly<Record<string, string>> = { IS_SCENARIO_AUTOMATION: '1', ...nowhere };

/**
 * VS Code's own mode for automated scenarios: Copilot takes the sign-in from its environment. Nothing here is a real
 * credential, and every host of the account is the given one.
 */
export function scenarioEnvironment(accountUrl: string): Readonly<Record<string, string>> {
  const hour = 3_600;
  const token = {
    ...{ token: 'tid=dummy;exp=9999999999;sku=dummy', expires_at: Math.floor(Date.now() / 1_000) + 2 * hour },
    ...{ refresh_in: hour, sku: 'monthly_subscriber', individual: true, isNoAuthUser: false, chat_enabled: true },
    ...{ copilot_plan: 'individual', organization_login_list: [], organization_list: [] },
    endpoints: { api: accountUrl, proxy: accountUrl, telemetry: accountUrl },
  };
  return {
    IS_SCENARIO_AUTOMATION: '1',
    GITHUB_PAT: 'dummy',
    VSCODE_COPILOT_CHAT_TOKEN: Buffer.from(JSON.stringify(token)).toString('base64'),
    ...nowhere,
  };
}

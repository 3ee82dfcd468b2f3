import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentLead } from '../../../src/routing/agents/agent.ts';
import { agents } from '../../../src/routing/agents/agents.ts';
import { chainedUpstream } from '../../../src/routing/chainedUpstreams.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headroom-agents-'));
  for (const name of ['home', 'project']) mkdirSync(join(root, name));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ours = 'http://127.0.0.1:8787/w/my%20project';

async function lead(name: string, environment: Readonly<Record<string, string>> = {}): Promise<AgentLead> {
  const agent = agents[name];
  if (agent === undefined) throw new Error(`no agent ${name}`);
  const [home, folder] = [join(root, 'home'), join(root, 'project')];
  return agent.lead({ home, folder, userFolder: root, port: 8787, label: 'my project', environment });
}

/** The gateway behind `/u/NAME` in one of our addresses. */
function gatewayIn(address: string | undefined): string | undefined {
  const [, name] = /\/u\/([\w-]+)/.exec(address ?? '') ?? [];
  return name === undefined ? undefined : chainedUpstream(join(root, 'home'), name);
}

test.each(Object.keys(agents))('%s is led to the engine past any company proxy', async name => {
  const { variables, args } = await lead(name, { NO_PROXY: 'intranet.example' });

  expect([...Object.values(variables), ...args].join('\n')).toContain(ours);
  expect(variables.NO_PROXY).toBe('intranet.example,127.0.0.1,localhost,::1');
});

describe('Claude Code', () => {
  test('says when a settings file wins over its environment', async () => {
    mkdirSync(join(root, '.claude'));
    writeFileSync(join(root, '.claude', 'settings.json'), '{ "env": { "ANTHROPIC_BASE_URL": "https://gw.example" } }');

    const { warnings } = await lead('claude');

    expect(warnings).toEqual([expect.stringContaining('https://gw.example')]);
  });
});

describe('Codex', () => {
  const write = (toml: string): void => {
    mkdirSync(join(root, '.codex'));
    writeFileSync(join(root, '.codex', 'config.toml'), toml);
  };

  test('gets its address as an argument, before those of the person', async () => {
    expect((await lead('codex')).args).toEqual(['-c', `openai_base_url="${ours}/v1"`]);
  });

  test('keeps a gateway of its configuration in the way', async () => {
    write('openai_base_url = "https://gw.example/openai/v1"\n');

    const { args } = await lead('codex');

    expect(args[1]).not.toContain('/v1"');
    expect(gatewayIn(args[1])).toBe('https://gw.example/openai/v1');
  });

  test('says when a provider of its own wins, and stays quiet about a file that is broken', async () => {
    write('model_provider = "azure"\n');
    expect((await lead('codex')).warnings).toEqual([expect.stringContaining('model_provider to "azure"')]);
    writeFileSync(join(root, '.codex', 'config.toml'), 'model_provider = ');
    expect((await lead('codex')).warnings).toEqual([]);
  });
});

describe('Copilot CLI', () => {
  test("asks its plan's models through the engine", async () => {
    const { variables } = await lead('copilot');

    expect(variables.COPILOT_API_URL).toBe(`${ours}/copilot`);
    expect(variables).not.toHaveProperty('COPILOT_PROVIDER_BASE_URL');
  });

  test("keeps its gateway and the provider of a person's own key in the way", async () => {
    const { variables } = await lead('copilot', {
      COPILOT_API_URL: 'https://gw.example/copilot/',
      COPILOT_PROVIDER_BASE_URL: 'https://llm.example/v1',
    });

    expect(gatewayIn(variables.COPILOT_API_URL)).toBe('https://gw.example/copilot');
    expect(gatewayIn(variables.COPILOT_PROVIDER_BASE_URL)).toBe('https://llm.example/v1');
  });

  test('that another wrapped agent starts is led once', async () => {
    const first = await lead('copilot', { COPILOT_PROVIDER_BASE_URL: 'https://llm.example/v1' });

    const { variables } = await lead('copilot', first.variables);

    expect({ ...first.variables, ...variables }).toEqual(first.variables);
  });
});

describe('Gemini CLI', () => {
  test('is warned about unless it uses an API key', async () => {
    expect((await lead('gemini')).warnings).toEqual([expect.stringContaining('now it is not set')]);
    mkdirSync(join(root, '.gemini'));
    const settings = join(root, '.gemini', 'settings.json');
    writeFileSync(settings, '{ "security": { "auth": { "selectedType": "gemini-api-key" } } }');
    expect((await lead('gemini')).warnings).toEqual([]);
  });

  test('keeps a gateway of its environment in the way, but never the engine itself', async () => {
    const gateway = await lead('gemini', { GOOGLE_GEMINI_BASE_URL: 'https://gw.example/google/' });
    expect(gatewayIn(gateway.variables.GOOGLE_GEMINI_BASE_URL)).toBe('https://gw.example/google');
    const engine = await lead('gemini', { GOOGLE_GEMINI_BASE_URL: 'http://localhost:8787/w/x' });
    expect(engine.variables.GOOGLE_GEMINI_BASE_URL).toBe(ours);
  });
});

describe('opencode', () => {
  const read = ({ variables }: AgentLead) => JSON.parse(variables.OPENCODE_CONFIG_CONTENT ?? '');

  test('keeps what its environment configures, and its gateway', async () => {
    const config = {
      theme: 'dark',
      provider: { openai: { options: { baseURL: 'https://gw.example/v1', timeout: 5 } }, mine: { npm: 'x' } },
    };

    const { theme, provider } = read(await lead('opencode', { OPENCODE_CONFIG_CONTENT: JSON.stringify(config) }));

    expect(theme).toBe('dark');
    expect(provider.mine).toEqual({ npm: 'x' });
    expect(provider.anthropic.options.baseURL).toBe(`${ours}/v1`);
    expect(provider.openai.options.timeout).toBe(5);
    expect(gatewayIn(provider.openai.options.baseURL)).toBe('https://gw.example/v1');
  });

  test('refuses a configuration that is no JSON rather than replace it', async () => {
    await expect(lead('opencode', { OPENCODE_CONFIG_CONTENT: '{' })).rejects.toThrow(
      /OPENCODE_CONFIG_CONTENT.*Correct/,
    );
  });
});

describe('aider', () => {
  test('gets an address for each family of models and keeps their gateways apart', async () => {
    const { variables } = await lead('aider', { OPENAI_API_BASE: 'https://gw.example/v1' });

    expect(variables.ANTHROPIC_API_BASE).toBe(ours);
    expect(gatewayIn(variables.OPENAI_API_BASE)).toBe('https://gw.example/v1');
  });
});

import { loopbackVariables } from '../terminalVariables.ts';
import { type Agent, engineAddress, gatewayOf } from './agent.ts';

const variable = 'OPENCODE_CONFIG_CONTENT';

/** Paths that opencode 1.18 expects in the base URL of each provider (measured 2026-11 with Anthropic and OpenAI). */
const versionOf: Readonly<Record<string, string>> = { anthropic: '/v1', openai: '/v1', google: '/v1beta' };

/** opencode, by the configuration in its environment, which is merged over that of its files. */
export const opencode: Agent = {
  name: 'opencode',
  program: 'opencode',
  async lead(place) {
    const existing = parseObject(place.environment[variable]);
    const providers: Record<string, unknown> = { ...objectIn(existing, 'provider') };
    for (const [name, version] of Object.entries(versionOf)) {
      const provider = objectIn(providers, name);
      const options = objectIn(provider, 'options');
      const gateway = gatewayOf(typeof options.baseURL === 'string' ? options.baseURL : undefined, place);
      const address = await engineAddress(place, gateway);
      const baseURL = gateway === undefined ? `${address}${version}` : address;
      providers[name] = { ...provider, options: { ...options, baseURL } };
    }
    return {
      variables: {
        [variable]: JSON.stringify({ ...existing, provider: providers }),
        ...loopbackVariables(place.environment),
      },
      args: [],
      warnings: [],
    };
  },
};

function parseObject(text: string | undefined): Record<string, unknown> {
  if (text === undefined || text.trim() === '') return {};
  try {
    return { ...JSON.parse(text) };
  } catch (cause) {
    throw new Error(`${variable} is not JSON, so opencode cannot be led through the engine. Correct or unset it.`, {
      cause,
    });
  }
}

function objectIn(parent: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  const value = parent[key];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

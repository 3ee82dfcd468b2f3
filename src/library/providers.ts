import type { WireFormat } from '../shared/records.ts';

/** What the library must know of a provider: how its SDK is asked and which wire formats it speaks. */
export interface Provider {
  readonly name: 'openai' | 'anthropic';
  /** A client from the environment's keys; the SDK must be installed beside this package. */
  createClient(): Promise<unknown>;
}

export class OpenAIProvider implements Provider {
  readonly name = 'openai';

  createClient(): Promise<unknown> {
    return createFrom('openai');
  }
}

export class AnthropicProvider implements Provider {
  readonly name = 'anthropic';

  createClient(): Promise<unknown> {
    return createFrom('@anthropic-ai/sdk');
  }
}

export type ProviderChoice = Provider | 'openai' | 'anthropic';

export function providerOf(choice: ProviderChoice): Provider {
  if (choice === 'openai') return new OpenAIProvider();
  return choice === 'anthropic' ? new AnthropicProvider() : choice;
}

/** The methods of SDK clients that send a conversation, and the format of their parameters. */
export const createMethods: readonly { readonly path: readonly string[]; readonly format: WireFormat }[] = [
  { path: ['chat', 'completions', 'create'], format: 'openai-chat' },
  { path: ['responses', 'create'], format: 'openai-responses' },
  { path: ['messages', 'create'], format: 'anthropic' },
];

async function createFrom(packageName: string): Promise<unknown> {
  let loaded: { readonly default?: unknown };
  try {
    loaded = await import(packageName);
  } catch (error) {
    throw new Error(`The package ${packageName} is not installed. Install it, or pass originalClient.`, {
      cause: error,
    });
  }
  if (typeof loaded.default !== 'function') throw new Error(`The package ${packageName} has no client to construct.`);
  return Reflect.construct(loaded.default, []);
}

import type { MockResponse } from './mockUpstream.ts';

export interface CopilotAccountOptions {
  /** The model that clients take when a person has chosen none. */
  readonly defaultModel: string;
  /** Whether models say that they can be asked over a WebSocket. */
  readonly offersWebSockets: boolean;
}

/**
 * What Copilot's clients ask besides the models' own endpoints: the plan's API (`/models`, `/agents`, `/_ping`, `/auto`) and, for
 * clients whose GitHub API is led here too, the sign-in. Shapes are those that Copilot CLI 1.0.102 and Copilot Chat 0.67.0 accept.
 */
export function copilotAccount(
  { method, path, host }: { readonly method: string; readonly path: string; readonly host: string },
  options: CopilotAccountOptions,
): MockResponse | undefined {
  const own = `http://${host}`;
  const endpoints = { api: own, proxy: own, telemetry: own };
  if (method === 'POST') {
    if (path.endsWith('/auto')) return ok({ selected_model: { id: options.defaultModel }, expires_at: 9_999_999_999 });
    if (!path.endsWith('/models/session')) return undefined;
    return ok({
      ...{ available_models: [options.defaultModel], selected_model: options.defaultModel, session_token: 'mock' },
      ...{ expires_at: 9_999_999_999, discounted_costs: {} },
    });
  }
  if (path.endsWith('/_ping')) return ok('OK');
  if (path.endsWith('/models')) return ok({ object: 'list', data: models.map(model => modelEntry(model, options)) });
  if (/\/agents(?:\/|$)/.test(path)) return ok({ agents: [], data: [] });
  if (path.endsWith('/copilot_internal/v2/token')) {
    return ok({
      ...{ token: 'tid=mock;exp=9999999999;sku=mock', expires_at: 9_999_999_999, refresh_in: 1500, endpoints },
      ...{ chat_enabled: true, sku: 'mock', individual: true },
    });
  }
  if (path.endsWith('/copilot_internal/user')) {
    return ok({ login: 'mock-user', copilot_plan: 'individual', chat_enabled: true, endpoints, quota_snapshots: {} });
  }
  return path.endsWith('/user') ? ok({ login: 'mock-user', id: 1 }) : undefined;
}

const models = ['claude-sonnet-4.6', 'gpt-5.4', 'gemini-3.8-flash', 'gpt-4.1', 'gpt-4o-mini'] as const;

function modelEntry(model: string, { defaultModel, offersWebSockets }: CopilotAccountOptions): object {
  const isDefault = model === defaultModel;
  return {
    ...{ id: model, object: 'model', name: model, version: model, preview: false, model_picker_enabled: true },
    ...{ vendor: model.startsWith('claude') ? 'Anthropic' : 'OpenAI', is_chat_default: isDefault },
    ...{ is_chat_fallback: isDefault, billing: { is_premium: false, multiplier: 0 } },
    policy: { state: 'enabled', terms: '' },
    supported_endpoints: endpointsOf(model, offersWebSockets),
    capabilities: {
      ...{ family: model, type: 'chat', object: 'model_capabilities', tokenizer: 'o200k_base' },
      limits: { max_context_window_tokens: 272_000, max_output_tokens: 128_000, max_prompt_tokens: 144_000 },
      supports: { streaming: true, tool_calls: true, parallel_tool_calls: true, structured_outputs: true },
    },
  };
}

function endpointsOf(model: string, offersWebSockets: boolean): readonly string[] {
  if (model.startsWith('claude')) return ['/chat/completions', '/v1/messages'];
  if (!model.startsWith('gpt-5')) return ['/chat/completions'];
  return ['/chat/completions', '/responses', ...(offersWebSockets ? ['ws:/responses'] : [])];
}

function ok(body: unknown): MockResponse {
  return { kind: 'json', status: 200, body };
}

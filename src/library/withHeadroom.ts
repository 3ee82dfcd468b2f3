import type { UntypedEndpoint } from './endpoint.ts';
import { HeadroomClient, type HeadroomClientSettings } from './headroomClient.ts';
import { createMethods } from './providers.ts';

/**
 * The same client, with the calls that send a conversation going through Headroom; everything else is the client's own.
 * Optimizes unless `defaultMode` says otherwise: who wraps a client asks for it.
 */
export function withHeadroom<Client extends object>(
  client: Client,
  settings: Omit<HeadroomClientSettings, 'originalClient'> = {},
): Client {
  const headroom = new HeadroomClient<unknown>({ defaultMode: 'optimize', ...settings, originalClient: client });
  const again = <Other extends object>(other: Other): Other => withHeadroom(other, settings);
  const whole: Client = wrap(client, [], { headroom, whole: () => whole, again });
  return whole;
}

interface Wrapping {
  readonly headroom: HeadroomClient;
  readonly whole: () => object;
  /** For a client that this one makes of itself. */
  again<Other extends object>(other: Other): Other;
}

/** Replaces `create` at the ends of the known paths and wraps what lies on the way to them. */
function wrap<Target extends object>(target: Target, path: readonly string[], wrapping: Wrapping): Target {
  const sends = createMethods.some(method => method.path.slice(0, -1).join('.') === path.join('.'));
  const wrapped: Target = new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof name !== 'string') return value;
      const here = [...path, name];
      const endpoint = endpointAt(here, wrapping.headroom);
      if (endpoint !== undefined && typeof value === 'function') return endpoint.create;
      if (isOnTheWay(here) && typeof value === 'object' && value !== null) return wrap(value, here, wrapping);
      // `stream`, `parse` and the tool runners end in `create`, which they look for beside them or through the client.
      if (sends && name === '_client') return wrapping.whole();
      if (path.length === 0 && name === 'withOptions' && typeof value === 'function') {
        return (...options: readonly unknown[]) => wrapping.again(Reflect.apply(value, target, options));
      }
      // Methods of the client itself use private fields, which only it has.
      return typeof value === 'function' ? value.bind(sends ? wrapped : target) : value;
    },
  });
  return wrapped;
}

function isOnTheWay(here: readonly string[]): boolean {
  return createMethods.some(({ path }) => here.length < path.length && here.every((name, i) => path[i] === name));
}

function endpointAt(here: readonly string[], headroom: HeadroomClient): UntypedEndpoint | undefined {
  const method = createMethods.find(({ path }) => path.join('.') === here.join('.'));
  switch (method?.format) {
    case 'openai-chat':
      return headroom.chat.completions;
    case 'openai-responses':
      return headroom.responses;
    case 'anthropic':
      return headroom.messages;
    default:
      return undefined;
  }
}

import { headerOf, type RawHeaders } from './headers.ts';
import { parseUpstream, type Upstream } from './upstreams.ts';

/**
 * Finds the API host of the person's Copilot plan. A client that is led here no longer tells it by the address, but
 * Copilot's tokens name the plan's other host (`proxy-ep=proxy.individual.githubcopilot.com`), beside which the API lies.
 */
export class CopilotPlan {
  readonly #hosts = new Map<string, Upstream>();
  #latest: Upstream | undefined;

  /** Some requests of a client carry GitHub's own token, which says nothing: they go where its others went. */
  upstreamFor(headers: RawHeaders): Upstream | undefined {
    const host = planHost(headerOf(headers, 'authorization'));
    if (host === undefined) return this.#latest;
    const known = this.#hosts.get(host) ?? parseUpstream('copilot', `https://${host}`);
    this.#hosts.set(host, known);
    this.#latest = known;
    return known;
  }
}

/** Only hosts of Copilot's plans: whoever sends a request must not choose where its token goes. */
function planHost(authorization: string | undefined): string | undefined {
  const [, plan] = /\bproxy-ep=proxy\.([a-z]+)\.githubcopilot\.com(?=;|:|\s|$)/.exec(authorization ?? '') ?? [];
  return plan === undefined ? undefined : `api.${plan}.githubcopilot.com`;
}

import { isForeignUrl } from '../baseUrl.ts';
import { chainUpstream } from '../chainedUpstreams.ts';

/** Where an agent is about to run, and what it would find there without us. */
export interface AgentPlace {
  /** Our own home folder. */
  readonly home: string;
  /** The engine's port. */
  readonly port: number;
  /** What people call the project; its requests are filed under it. */
  readonly label: string;
  /** The folder in which the agent runs. */
  readonly folder: string;
  /** The user's home folder. */
  readonly userFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What leads one run of an agent to the engine. Nothing of it outlives the run. */
export interface AgentLead {
  /** Added to the environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Put in front of the person's own arguments. */
  readonly args: readonly string[];
  /** What a person should know: above all settings that win over us, because then requests go past the engine. */
  readonly warnings: readonly string[];
}

/** A coding agent that `headroom wrap` can run. */
export interface Agent {
  /** What people call it. */
  readonly name: string;
  /** Looked up on the PATH. */
  readonly program: string;
  lead(place: AgentPlace): Promise<AgentLead>;
}

/**
 * The engine's address for this place, without a slash at its end. A gateway that the agent would have used instead of
 * its provider stays in the way of its requests.
 */
export async function engineAddress({ home, port, label }: AgentPlace, gateway?: string): Promise<string> {
  const chained = gateway === undefined ? '' : `/u/${await chainUpstream(home, gateway)}`;
  return `http://127.0.0.1:${port}/w/${encodeURIComponent(label)}${chained}`;
}

/** A URL that was set before us and points elsewhere than to the engine itself. */
export function gatewayOf(url: string | undefined, { port }: Pick<AgentPlace, 'port'>): string | undefined {
  return url === undefined || !isForeignUrl(url, port) ? undefined : url.replace(/\/+$/, '');
}

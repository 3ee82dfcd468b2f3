import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { loopbackVariables } from '../terminalVariables.ts';
import { type Agent, engineAddress, gatewayOf } from './agent.ts';

/**
 * Codex, by its configuration on the command line: 0.169 ignores OPENAI_BASE_URL (measured 2026-11). A provider of the
 * person's own in its file wins over the built-in one that we can lead.
 */
export const codex: Agent = {
  name: 'Codex',
  program: 'codex',
  async lead(place) {
    const file = join(place.environment.CODEX_HOME ?? join(place.userFolder, '.codex'), 'config.toml');
    const { openai_base_url: configured, model_provider: provider } = await readToml(file);
    const gateway = gatewayOf(typeof configured === 'string' ? configured : undefined, place);
    // A gateway's URL ends in the version already, and it is the gateway that gets the rest of the path.
    const address = `${await engineAddress(place, gateway)}${gateway === undefined ? '/v1' : ''}`;
    const isElsewhere = typeof provider === 'string' && provider !== 'openai';
    return {
      variables: loopbackVariables(place.environment),
      args: ['-c', `openai_base_url=${JSON.stringify(address)}`],
      warnings: isElsewhere
        ? [
            `${file} sets model_provider to "${provider}", so Codex goes to that provider, past Headroom. Give its base_url ` +
              `as --upstream NAME=URL and set it to http://127.0.0.1:${place.port}/u/NAME there.`,
          ]
        : [],
    };
  },
};

async function readToml(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch {
    // Missing, or what Codex itself will complain about.
    return {};
  }
}

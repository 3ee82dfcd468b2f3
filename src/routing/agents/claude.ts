import { anthropicUrl, effectiveBaseUrl } from '../baseUrl.ts';
import { terminalVariables } from '../terminalVariables.ts';
import { type Agent, engineAddress } from './agent.ts';

/** Claude Code, by its environment; a settings file of its own that names a base URL wins over that. */
export const claude: Agent = {
  name: 'Claude Code',
  program: 'claude',
  async lead(place) {
    const { folder, userFolder, port, environment } = place;
    const sources = { folder, userFolder, ownPort: port };
    const inFiles = await effectiveBaseUrl({ ...sources, environmentUrls: [] });
    const effective = await effectiveBaseUrl({ ...sources, environmentUrls: [environment.ANTHROPIC_BASE_URL] });
    const address = await engineAddress(place, effective === anthropicUrl ? undefined : effective);
    return {
      variables: terminalVariables(address, environment),
      args: [],
      warnings:
        inFiles === anthropicUrl
          ? []
          : [
              `A settings file of Claude Code sets ANTHROPIC_BASE_URL to ${inFiles}, which wins over this command, so ` +
                'requests go past Headroom. Remove it there and give it as --upstream anthropic=URL.',
            ],
    };
  },
};

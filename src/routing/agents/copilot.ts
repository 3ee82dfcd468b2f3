import { loopbackVariables } from '../terminalVariables.ts';
import { type Agent, engineAddress, gatewayOf } from './agent.ts';

const account = 'COPILOT_API_URL';
const ownKey = 'COPILOT_PROVIDER_BASE_URL';

/**
 * Copilot CLI, by its environment: the API of a GitHub account's plan, which its help does not list but 1.0.102 honours
 * (measured 2026-11), and the provider of a person's own key where one is set. Sign-in and GitHub's API stay where they are.
 */
export const copilot: Agent = {
  name: 'Copilot CLI',
  program: 'copilot',
  async lead(place) {
    const { environment } = place;
    const gateway = gatewayOf(environment[account], place);
    const provider = gatewayOf(environment[ownKey], place);
    const address = await engineAddress(place, gateway);
    return {
      variables: {
        [account]: gateway === undefined ? `${address}/copilot` : address,
        ...(provider === undefined ? {} : { [ownKey]: await engineAddress(place, provider) }),
        ...loopbackVariables(environment),
      },
      args: [],
      warnings: [],
    };
  },
};

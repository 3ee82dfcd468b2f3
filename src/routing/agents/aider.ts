import { loopbackVariables } from '../terminalVariables.ts';
import { type Agent, engineAddress, gatewayOf } from './agent.ts';

/** aider, by the variables of the library through which it calls its models. */
export const aider: Agent = {
  name: 'aider',
  program: 'aider',
  async lead(place) {
    const { environment } = place;
    const forAnthropic = gatewayOf(environment.ANTHROPIC_API_BASE ?? environment.ANTHROPIC_BASE_URL, place);
    const forOpenAi = gatewayOf(environment.OPENAI_API_BASE ?? environment.OPENAI_BASE_URL, place);
    const anthropic = await engineAddress(place, forAnthropic);
    const openAi = `${await engineAddress(place, forOpenAi)}${forOpenAi === undefined ? '/v1' : ''}`;
    return {
      variables: {
        ANTHROPIC_API_BASE: anthropic,
        ANTHROPIC_BASE_URL: anthropic,
        OPENAI_API_BASE: openAi,
        OPENAI_BASE_URL: openAi,
        ...loopbackVariables(environment),
      },
      args: [],
      warnings: [],
    };
  },
};

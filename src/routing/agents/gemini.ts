import { join } from 'node:path';
import { readForeignFile } from '../foreignFile.ts';
import { readJsonText } from '../jsonEdit.ts';
import { loopbackVariables } from '../terminalVariables.ts';
import { type Agent, engineAddress, gatewayOf } from './agent.ts';

/** Gemini CLI with an API key, by its environment. A sign-in with Google goes to another service, which it does not move. */
export const gemini: Agent = {
  name: 'Gemini CLI',
  program: 'gemini',
  async lead(place) {
    const file = join(place.userFolder, '.gemini', 'settings.json');
    const text = await readForeignFile(file).catch(() => undefined);
    const signIn = text === undefined ? undefined : readJsonText(text, ['security', 'auth', 'selectedType']);
    const gateway = gatewayOf(place.environment.GOOGLE_GEMINI_BASE_URL, place);
    return {
      variables: {
        GOOGLE_GEMINI_BASE_URL: await engineAddress(place, gateway),
        ...loopbackVariables(place.environment),
      },
      args: [],
      warnings:
        signIn === 'gemini-api-key'
          ? []
          : [
              `Gemini CLI follows this command only with an API key. Set security.auth.selectedType to "gemini-api-key" in ${file} ` +
                `and GEMINI_API_KEY; now it is ${signIn === undefined ? 'not set' : `"${signIn}"`}.`,
            ],
    };
  },
};

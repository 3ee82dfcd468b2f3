import { setTimeout as delay } from 'node:timers/promises';
import { copilotClient } from '../../routing/copilot/leadCopilot.ts';
import type { OwnKeyProvider } from '../../routing/copilot/offerOwnKey.ts';
import type { ExchangeSummary } from '../../shared/records.ts';
import { seenFrom } from '../clients/seenFrom.ts';
import type { Choice } from '../editor.ts';
import { l10n } from '../l10n.ts';
import type { Services } from '../services.ts';
import { isUnderstood, type LevelText } from './levelText.ts';
import type { OwnKeyState } from './ownKeyRoute.ts';

type Act = () => Promise<void>;

const level: LevelText = {
  name: l10n.later('Own key: models beside those of your subscription'),
  summary: l10n.later('Adds models named “(Headroom)” to the picker, with your own API key and bill.'),
  sees: l10n.later('what goes to these models, with its content, and compresses it in optimize mode.'),
  seesNot: l10n.later('anything of your subscription.'),
  limits: l10n.later(
    'Your own API key, which VS Code keeps and Headroom never stores, and your own bill. Works signed out. An organisation may forbid it. The models are a Custom Endpoint entry in chatLanguageModels.json, which goes with the proxy and comes back with it.',
  ),
};

const providerNames: Readonly<Record<OwnKeyProvider, string>> = { anthropic: 'Anthropic', openai: 'OpenAI' };

/** What a person has to do next, and the button that does it or leads there. */
const nextSteps: Readonly<Record<OwnKeyState, { readonly told: string; readonly button?: string }>> = {
  unlisted: {
    told: l10n.later(
      'This editor shows the models only after a reload of the window. Then enter your API key: Connect a Client… leads there.',
    ),
    button: l10n.later('Reload Window'),
  },
  keyless: {
    told: l10n.later(
      'The models are in the picker. Give them your API key: right-click one of them and choose “Update API Key”; VS Code keeps it.',
    ),
    button: l10n.later('Show Models'),
  },
  ready: { told: l10n.later('The models are in the picker, with the key that VS Code keeps for them.') },
};

/** An editor notices a changed file within this time, or not at all. */
const noticeMs = 4_000;
const pollMs = 250;

export async function ownKeyChoice(services: Services): Promise<Choice<Act>> {
  const { provider } = services.ownKey;
  return {
    label: l10n.t(level.name),
    description:
      provider === undefined
        ? l10n.t('not connected')
        : l10n.t('connected: {seen}', { seen: `${providerNames[provider]}, ${await stateOf(services)}` }),
    detail: l10n.t(level.summary),
    value: () => (provider === undefined ? connect(services) : chooseNext(services)),
  };
}

async function stateOf(services: Services): Promise<string> {
  const state = await services.ownKey.state();
  if (state === 'unlisted') return l10n.t('not in the picker yet: reload the window, or ask something in Chat');
  if (state === 'keyless') return l10n.t('waits for your API key');
  return seenFrom(services.session, {
    client: copilotClient,
    since: services.ownKey.since,
    remedy: l10n.later('send a prompt to one of the “(Headroom)” models'),
    which: isOwnKeyExchange,
  });
}

/** What goes by a key of one's own goes to the service itself, not to Copilot's. */
export function isOwnKeyExchange({ provider, watchedBy }: ExchangeSummary): boolean {
  return watchedBy === undefined && provider in providerNames;
}

async function connect(services: Services): Promise<void> {
  const { session, ownKey, editor } = services;
  if (!(await isUnderstood(editor, level))) return;
  const provider = await editor.choose<OwnKeyProvider>(l10n.t('Whose key do you have?'), [
    { label: providerNames.anthropic, detail: 'Messages API', value: 'anthropic' },
    { label: providerNames.openai, detail: 'Responses API', value: 'openai' },
  ]);
  if (provider === undefined) return;
  if (session.status.state !== 'running') await session.start();
  await ownKey.connect(provider, session.status.port);
  await tellNextStep(services, await settled(services));
}

/** The state, once the editor has had time to notice the file. */
async function settled({ ownKey }: Services): Promise<OwnKeyState> {
  const end = performance.now() + noticeMs;
  let state = await ownKey.state();
  while (state === 'unlisted' && performance.now() < end) {
    await delay(pollMs);
    state = await ownKey.state();
  }
  return state;
}

async function tellNextStep({ editor, reloadWindow }: Services, state: OwnKeyState): Promise<void> {
  const { told, button } = nextSteps[state];
  void editor.inform(l10n.t(told), ...(button === undefined ? [] : [l10n.t(button)])).then(async pressed => {
    if (pressed === undefined) return;
    await (state === 'unlisted' ? reloadWindow() : editor.showLanguageModels('(Headroom)'));
  });
}

async function chooseNext(services: Services): Promise<void> {
  const { editor, ownKey } = services;
  const act = await editor.choose<Act>(l10n.t(level.name), [
    {
      label: l10n.t('Enter or Change the API Key'),
      detail: l10n.t('Shows the models: right-click one of them and choose “Update API Key”.'),
      value: async () => {
        const state = await ownKey.state();
        if (state === 'unlisted') await tellNextStep(services, state);
        else await editor.showLanguageModels('(Headroom)');
      },
    },
    {
      label: l10n.t('Disconnect'),
      value: async () => {
        await ownKey.disconnect();
        void editor.inform(
          l10n.t('The models of Headroom go out of the picker; where it still shows them, reload the window.'),
        );
      },
    },
  ]);
  await act?.();
}

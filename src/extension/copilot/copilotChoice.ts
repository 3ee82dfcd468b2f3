import { copilotClient, overrideKey } from '../../routing/copilot/leadCopilot.ts';
import { type Expected, seenFrom } from '../clients/seenFrom.ts';
import type { Choice } from '../editor.ts';
import { l10n } from '../l10n.ts';
import type { Services } from '../services.ts';
import type { CopilotLevel } from './copilotRoute.ts';
import { isUnderstood, type LevelText } from './levelText.ts';
import { isOwnKeyExchange, ownKeyChoice } from './ownKeyChoice.ts';

type Act = () => Promise<void>;

interface ChatLevelText extends LevelText {
  readonly connected: string;
  readonly disconnected: string;
  /** What to do when nothing arrives. */
  readonly remedy: string;
}

const levels: Readonly<Record<CopilotLevel, ChatLevelText>> = {
  watch: {
    name: l10n.later('Watch by telemetry'),
    summary: l10n.later('Models, exact tokens and cache figures, without any content. Begins after a reload.'),
    sees: l10n.later(
      'model, time, exact tokens and cache figures of every chat and agent request, by Copilot’s own OpenTelemetry settings, and those of VS Code’s agent host where it has them.',
    ),
    seesNot: l10n.later('prompts, answers, tool results. Nothing can be compressed, and no request takes another way.'),
    limits: l10n.later(
      'Begins and ends with a reload of the window. Another receiver of this telemetry is not replaced.',
    ),
    connected: l10n.later('Copilot tells Headroom of its requests once the window is reloaded.'),
    disconnected: l10n.later('Copilot tells nothing any more once the window is reloaded.'),
    remedy: l10n.later('reload the window, then send a prompt to Copilot'),
  },
  compress: {
    name: l10n.later('Watch and compress, through the proxy'),
    summary: l10n.later('Every request of your subscription with its content; optimize makes tool results smaller.'),
    sees: l10n.later(
      'every chat and agent request of your subscription with its content. In optimize mode new tool results go on smaller.',
    ),
    seesNot: l10n.later('inline completions, or sessions of Agent Host and Copilot CLI inside VS Code.'),
    limits: l10n.later(
      'It is a debug setting of Copilot, which works at once and could go in any version. Messages over a WebSocket are watched, not compressed. Your sign-in passes through this process and is never stored. Copilot does not answer while the setting leads nowhere, so it is taken back before the proxy goes, when it crashes, and with the last window.',
    ),
    connected: l10n.later(
      'Copilot goes through Headroom from now on. Stop Proxy, Disconnect, a crash or the last window that closes puts its setting back.',
    ),
    disconnected: l10n.later('Copilot goes to its own service directly again.'),
    remedy: l10n.later('send a prompt to Copilot, with a model of your subscription'),
  },
};

/** Copilot Chat with its state; then its levels, each with what it sees and what not. */
export async function copilotChoice(services: Services): Promise<Choice<Act>> {
  const connected = (['compress', 'watch'] as const).filter(level => services.copilot.since(level) !== undefined);
  const [first] = connected;
  return {
    label: l10n.t('GitHub Copilot in VS Code'),
    description: descriptionOf(services, connected),
    detail:
      first === undefined
        ? l10n.t('Watch it, watch and compress it, or add models with a key of your own.')
        : await seenAt(services, first),
    value: () => chooseLevel(services),
  };
}

function descriptionOf({ ownKey }: Services, connected: readonly CopilotLevel[]): string {
  const names = connected.map(level => l10n.t(levels[level].name));
  return (
    [...names, ...(ownKey.provider === undefined ? [] : [l10n.t('own key')])].join(', ') || l10n.t('not connected')
  );
}

async function chooseLevel(services: Services): Promise<void> {
  const choices = [
    await levelChoice(services, 'watch'),
    await levelChoice(services, 'compress'),
    await ownKeyChoice(services),
    byHand(services),
  ];
  const act = await services.editor.choose<Act>(l10n.t('GitHub Copilot: what may Headroom see?'), choices);
  await act?.();
}

async function levelChoice(services: Services, level: CopilotLevel): Promise<Choice<Act>> {
  const isConnected = services.copilot.since(level) !== undefined;
  const { name, summary } = levels[level];
  return {
    label: l10n.t(name),
    description: isConnected
      ? l10n.t('connected: {seen}', { seen: await seenAt(services, level) })
      : l10n.t('not connected'),
    detail: l10n.t(summary),
    value: () => (isConnected ? disconnect(services, level) : connect(services, level)),
  };
}

async function connect(services: Services, level: CopilotLevel): Promise<void> {
  const { session, copilot, editor, reloadWindow } = services;
  if (!(await isUnderstood(editor, levels[level]))) return;
  if (session.status.state !== 'running') await session.start();
  await copilot.connect(level, session.status.port);
  await tell(levels[level].connected, level, { editor, reloadWindow });
}

async function disconnect({ session, copilot, editor, reloadWindow }: Services, level: CopilotLevel): Promise<void> {
  const { state, port } = session.status;
  await copilot.disconnect(level, state === 'running' ? port : undefined);
  await tell(levels[level].disconnected, level, { editor, reloadWindow });
}

function byHand({ session, editor }: Services): Choice<Act> {
  const { port } = session.status;
  return {
    label: l10n.t('Copy Instructions'),
    detail: l10n.t('To do the same by hand in the user settings; then take it back yourself before the proxy stops.'),
    value: () => editor.copy(`"${overrideKey}": "http://127.0.0.1:${port === 0 ? 8787 : port}/copilot"\n`),
  };
}

/** Copilot reads its telemetry settings when a window begins. */
async function tell(
  message: string,
  level: CopilotLevel,
  { editor, reloadWindow }: Pick<Services, 'editor' | 'reloadWindow'>,
): Promise<void> {
  const buttons = level === 'watch' ? [l10n.t('Reload Window')] : [];
  void editor.inform(l10n.t(message), ...buttons).then(button => (button === undefined ? undefined : reloadWindow()));
}

function seenAt({ session, copilot }: Services, level: CopilotLevel): Promise<string> {
  const expected: Expected = {
    client: copilotClient,
    since: copilot.since(level),
    remedy: levels[level].remedy,
    which: exchange => (exchange.watchedBy === 'telemetry') === (level === 'watch') && !isOwnKeyExchange(exchange),
  };
  return seenFrom(session, expected);
}

import { copilotClient } from '../../routing/copilot/leadCopilot.ts';
import type { Choice } from '../editor.ts';
import { type Expected, seenFrom } from '../seenFrom.ts';
import type { Services } from '../services.ts';
import type { CopilotLevel } from './copilotRoute.ts';

type Act = () => Promise<void>;

interface LevelText {
  readonly name: string;
  /** What it sees, what it does not, and its limits. */
  readonly explanation: string;
  readonly connected: string;
  readonly disconnected: string;
  /** What to do when nothing arrives. */
  readonly remedy: string;
}

const levels: Readonly<Record<CopilotLevel, LevelText>> = {
  watch: {
    name: 'Watch by telemetry',
    explanation:
      "Sees model, time, exact tokens and cache figures of every chat and agent request, by Copilot's own OpenTelemetry settings. " +
      'Does not see prompts, answers or tool results, and changes nothing. Begins after a reload of the window.',
    connected: 'Copilot tells Headroom of its requests once the window is reloaded.',
    disconnected: 'Copilot tells nothing any more once the window is reloaded.',
    remedy: 'reload the window, then send a prompt to Copilot',
  },
  compress: {
    name: 'Watch and compress, through the proxy',
    explanation:
      'Sees every chat and agent request of your subscription with its content; optimize makes new tool results smaller. By a debug setting of ' +
      'Copilot, which works at once. Does not cover inline completions, Agent Host and Copilot CLI sessions; messages over a WebSocket are ' +
      'watched, not compressed. Your sign-in passes through this process and is never stored. Without the proxy Copilot would not answer, so ' +
      'the setting is taken back before the proxy goes.',
    connected:
      'Copilot goes through Headroom from now on. Stop Proxy, Disconnect, a crash or the last window that closes puts its setting back.',
    disconnected: 'Copilot goes to its own service directly again.',
    remedy: 'send a prompt to Copilot, with a model of your subscription',
  },
};

/** Copilot Chat with its state; then its levels, each with what it sees and what not. */
export async function copilotChoice(services: Services): Promise<Choice<Act>> {
  const connected = (['compress', 'watch'] as const).filter(level => services.copilot.since(level) !== undefined);
  const [first] = connected;
  return {
    label: 'GitHub Copilot in VS Code',
    description: connected.map(level => levels[level].name.toLowerCase()).join(', ') || 'not connected',
    detail: first === undefined ? 'Watch it, or watch and compress it.' : await seenAt(services, first),
    value: () => chooseLevel(services),
  };
}

async function chooseLevel(services: Services): Promise<void> {
  const choices = [await levelChoice(services, 'watch'), await levelChoice(services, 'compress')];
  const act = await services.editor.choose<Act>('GitHub Copilot: what may Headroom see?', choices);
  await act?.();
}

async function levelChoice(services: Services, level: CopilotLevel): Promise<Choice<Act>> {
  const isConnected = services.copilot.since(level) !== undefined;
  const { name, explanation } = levels[level];
  return {
    label: name,
    description: isConnected ? `connected: ${await seenAt(services, level)}` : 'not connected',
    detail: explanation,
    value: () => (isConnected ? disconnect(services, level) : connect(services, level)),
  };
}

async function connect({ session, copilot, editor, reloadWindow }: Services, level: CopilotLevel): Promise<void> {
  if (session.status.state !== 'running') await session.start();
  await copilot.connect(level, session.status.port);
  await tell(levels[level].connected, level, { editor, reloadWindow });
}

async function disconnect({ session, copilot, editor, reloadWindow }: Services, level: CopilotLevel): Promise<void> {
  await copilot.disconnect(level, session.status.port);
  await tell(levels[level].disconnected, level, { editor, reloadWindow });
}

/** Copilot reads its telemetry settings when a window begins. */
async function tell(
  message: string,
  level: CopilotLevel,
  { editor, reloadWindow }: Pick<Services, 'editor' | 'reloadWindow'>,
): Promise<void> {
  const buttons = level === 'watch' ? ['Reload Window'] : [];
  void editor.inform(message, ...buttons).then(button => (button === undefined ? undefined : reloadWindow()));
}

function seenAt({ session, copilot }: Services, level: CopilotLevel): Promise<string> {
  const expected: Expected = {
    client: copilotClient,
    since: copilot.since(level),
    remedy: levels[level].remedy,
    which: ({ watchedBy }) => (watchedBy === 'telemetry') === (level === 'watch'),
  };
  return seenFrom(session, expected);
}

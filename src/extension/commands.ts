import { type CommandId, commandTitles } from '../shared/commandIds.ts';
import { type Mode, modeSummaries, modes } from '../shared/modes.ts';
import { connectClient } from './clients/connectClient.ts';
import { exportData } from './exportData.ts';
import { reportFailure } from './failure.ts';
import { l10n } from './l10n.ts';
import { clearData, copyDiagnostics, excludeTool, pause, relayCost, runDoctor } from './maintenance.ts';
import { newestChangedBlock } from './newestChange.ts';
import type { Services } from './services.ts';

type Run = (services: Services) => Promise<void>;

const commands: Readonly<Record<CommandId, Run>> = {
  'headroom.startProxy': startProxy,
  'headroom.stopProxy': ({ session }) => session.stop(),
  'headroom.restartProxy': restartProxy,
  'headroom.connectClient': connectClient,
  'headroom.switchMode': switchMode,
  'headroom.pause': pause,
  'headroom.openMri': ({ panel }) => panel.reveal(),
  'headroom.simulatePrompt': simulatePrompt,
  'headroom.openNewestDiff': openNewestDiff,
  'headroom.excludeTool': excludeTool,
  'headroom.exportData': exportData,
  'headroom.clearData': clearData,
  'headroom.runDoctor': runDoctor,
  'headroom.copyDiagnostics': copyDiagnostics,
  'headroom.showLog': async ({ log }) => log.show(),
  'headroom.showMenu': showMenu,
};

export interface Registration {
  dispose(): unknown;
}

/** Registers every command behind the one handler that shows a failure with its remedy. */
export function registerCommands(
  services: Services,
  register: (id: CommandId, run: () => Promise<void>) => Registration,
): readonly Registration[] {
  return commandIds.map(id => register(id, () => runCommand(commands[id], services)));
}

const commandIds = Object.keys(commandTitles) as readonly CommandId[];

async function runCommand(run: Run, services: Services): Promise<void> {
  try {
    await run(services);
  } catch (error) {
    services.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    // Not awaited: a command is done when its message shows, not when somebody closes it.
    void services.editor.showFailure(reportFailure(error, commandTitles));
  }
}

async function startProxy(services: Services): Promise<void> {
  const { session, editor, consent } = services;
  // Before the start: an engine in optimize mode changes the first request that comes.
  if (!(await consent.permits(services.modeOfSettings()))) return;
  await session.start();
  const [bypass] = await services.bypasses();
  if (bypass !== undefined) {
    void editor
      .warn(bypass.message, l10n.t('Open File'))
      .then(button => (button ? editor.openFile(bypass.file) : undefined));
    return;
  }
  const { port, mode } = session.status;
  const message = l10n.t(
    'Headroom listens on http://127.0.0.1:{port} in {mode} mode. Agents in terminals opened from now on go through it.',
    { port, mode },
  );
  const newTerminal = l10n.t('New Terminal');
  void editor.inform(message, newTerminal, l10n.t(commandTitles['headroom.openMri'])).then(button => {
    if (button === newTerminal) editor.openTerminal();
    else if (button !== undefined) return editor.run('headroom.openMri');
    return undefined;
  });
}

async function restartProxy({ session, consent, modeOfSettings }: Services): Promise<void> {
  // Without consent it comes back as it may: watching.
  await consent.permits(modeOfSettings());
  await session.restart();
}

async function switchMode(services: Services): Promise<void> {
  const { session, editor, consent } = services;
  const cost = await relayCost(services);
  const current = session.status.mode;
  const mode = await editor.choose<Mode>(
    l10n.t('Headroom: what may the proxy do to requests?'),
    modes.map(value => ({
      label: value,
      ...(value === current && session.status.state === 'running' ? { description: l10n.t('current') } : {}),
      detail: [l10n.t(modeSummaries[value]), value === 'off' ? cost : undefined].filter(Boolean).join(' '),
      value,
    })),
  );
  if (mode === undefined || !(await consent.permits(mode))) return;
  await session.setMode(mode);
  await editor.saveMode(mode);
}

/** The selection or document in front, else the newest request that was recorded. */
async function simulatePrompt({ session, panel, editor }: Services): Promise<void> {
  const text = editor.promptText();
  if (text !== undefined) {
    await panel.reveal({ lens: 'simulate', subject: { kind: 'text', text } });
    return;
  }
  const { exchanges } = await session.query({ type: 'exchanges', limit: 1 });
  const [newest] = exchanges;
  if (newest === undefined)
    throw new Error(l10n.t('Nothing to simulate: open a prompt in an editor, or let an agent work.'));
  await panel.reveal({ lens: 'simulate', subject: { kind: 'exchange', id: newest.id } });
}

async function openNewestDiff({ session, editor }: Services): Promise<void> {
  const block = await newestChangedBlock(session);
  if (block === undefined) {
    await editor.inform(
      l10n.t('No recorded request was changed yet. In optimize mode new tool results go upstream smaller.'),
    );
    return;
  }
  await editor.openDiff(block.label, block.before, block.after);
}

async function showMenu({ session, editor }: Services): Promise<void> {
  const isRunning = session.status.state === 'running';
  const ids: readonly CommandId[] = isRunning
    ? [
        'headroom.openMri',
        'headroom.connectClient',
        'headroom.switchMode',
        'headroom.pause',
        'headroom.simulatePrompt',
        'headroom.openNewestDiff',
        'headroom.stopProxy',
        'headroom.restartProxy',
        'headroom.showLog',
      ]
    : ['headroom.startProxy', 'headroom.connectClient', 'headroom.switchMode', 'headroom.openMri', 'headroom.showLog'];
  const choices = ids.map(id => ({ label: l10n.t(commandTitles[id]), value: () => editor.run(id) }));
  const run = await editor.choose('Headroom', [
    ...choices,
    { label: l10n.t('Settings'), value: () => editor.openSettings() },
  ]);
  await run?.();
}

import { l10n } from './l10n.ts';
import type { Services } from './services.ts';
import { describeRelayCost } from './switchCost.ts';

const pauseMs = 600_000;

/** Requests go through unread for ten minutes; the engine itself goes on afterwards, whatever happens to this window. */
export async function pause(services: Services): Promise<void> {
  const { session, editor } = services;
  const cost = await relayCost(services);
  const status = await session.query({ type: 'pause', forMs: pauseMs });
  const until = new Date(status.pausedUntil ?? Date.now() + pauseMs).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
  });
  void editor
    .inform(
      [l10n.t('Headroom relays unread until {clock}.', { clock: until }), cost].filter(Boolean).join(' '),
      l10n.t('Resume'),
    )
    .then(button => {
      const { modeAfterPause } = session.status;
      if (button === undefined || modeAfterPause === undefined) return undefined;
      return session.setMode(modeAfterPause);
    });
}

/** What relaying originals costs now, where smaller texts were sent. */
export async function relayCost({ session }: Pick<Services, 'session'>): Promise<string | undefined> {
  if (session.status.state !== 'running' || session.status.mode === 'off') return undefined;
  const { exchanges } = await session.query({ type: 'exchanges', limit: 100 });
  return describeRelayCost(exchanges, Date.now());
}

/** Offers the tools of recent requests, the one that was changed last first. */
export async function excludeTool({ session, editor }: Services): Promise<void> {
  const { exchanges } = await session.query({ type: 'exchanges', limit: 20 });
  const tools = new Map<string, boolean>();
  for (const { id } of exchanges) {
    const { receipts } = await session.query({ type: 'exchange', id });
    for (const { tool, transform } of receipts) {
      if (tool !== undefined) tools.set(tool, tools.get(tool) === true || transform !== 'none');
    }
  }
  if (tools.size === 0)
    throw new Error(l10n.t('No tool results were recorded yet. Let an agent work, then exclude one of its tools.'));
  const choices = [...tools]
    .toSorted(([, a], [, b]) => Number(b) - Number(a))
    .map(([tool, isChanged]) => ({
      label: tool,
      description: isChanged ? l10n.t('was compressed') : '',
      value: tool,
    }));
  const tool = await editor.choose(l10n.t('Headroom: results of which tool shall always stay whole?'), choices);
  if (tool !== undefined) await editor.excludeTool(tool);
}

export async function clearData({ session, editor }: Services): Promise<void> {
  const isSure = await editor.confirm(
    l10n.t('Clear everything that Headroom has recorded?'),
    l10n.t(
      'Exchanges, originals and decisions of all projects are deleted. Texts that were left out of running conversations can no longer be fetched back, and those conversations send their originals again, which their provider caches anew.',
    ),
    l10n.t('Clear'),
  );
  if (!isSure) return;
  await session.query({ type: 'clear' });
  void editor.inform(l10n.t('Headroom has forgotten everything that it had recorded.'));
}

export async function runDoctor({ editor, doctor }: Services): Promise<void> {
  await editor.openText('Headroom Doctor', await doctor());
}

export async function copyDiagnostics({ editor, diagnostics }: Services): Promise<void> {
  await editor.copy(await diagnostics());
  void editor.inform(
    l10n.t('Diagnostics are in the clipboard: versions, settings and checks; no prompts, no keys, no user names.'),
  );
}

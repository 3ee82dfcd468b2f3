import { modeSummaries } from '../shared/modes.ts';
import type { EngineStatus, SavingsToday } from '../shared/panelProtocol.ts';
import { unreachable } from '../shared/unreachable.ts';
import { l10n } from './l10n.ts';

export interface StatusText {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly isAlarming: boolean;
}

/** What the status bar says: the mode, and the tokens that it saved today. */
export function describeStatus(
  status: EngineStatus,
  today: SavingsToday | undefined,
  remotePlace?: string | undefined,
): StatusText {
  return {
    text: status.pausedUntil === undefined ? shortText(status, today) : `$(debug-pause) ${l10n.t('Headroom paused')}`,
    tooltip: [
      ...[headline(status), pauseText(status), status.notice, savings(status, today)],
      status.state === 'running' ? remotePlace : undefined,
      l10n.t('Click for the menu.'),
    ]
      .filter(part => part !== undefined)
      .join('\n\n'),
    isAlarming: status.state === 'failed',
  };
}

function shortText(status: EngineStatus, today: SavingsToday | undefined): string {
  switch (status.state) {
    case 'stopped':
      return `$(pulse) ${l10n.t('Headroom stopped')}`;
    case 'starting':
      return `$(loading~spin) ${l10n.t('Headroom starting')}`;
    case 'failed':
      return `$(warning) ${l10n.t('Headroom failed')}`;
    case 'relay':
      return `$(pulse) ${l10n.t('Headroom relays')}`;
    case 'running': {
      const saved = today?.tokensSaved ?? 0;
      return `$(pulse) ${status.mode}${saved > 0 ? ` · ${l10n.t('{tokens} saved', { tokens: formatTokens(saved) })}` : ''}`;
    }
    default:
      return unreachable(status.state);
  }
}

function headline(status: EngineStatus): string {
  switch (status.state) {
    case 'stopped':
      return l10n.t('**Headroom is stopped.** Your agents talk to their providers directly.');
    case 'starting':
      return l10n.t('**Headroom is starting.**');
    case 'failed':
      return l10n.t('**Headroom has failed.** Your agents talk to their providers directly.');
    case 'relay':
      return l10n.t(
        '**Headroom is stopped.** It relays for terminals that still point at it, and ends with the last of them.',
      );
    case 'running':
      return [
        l10n.t('**Headroom: {mode}** on 127.0.0.1:{port}.', { mode: status.mode, port: status.port }),
        l10n.t(modeSummaries[status.mode]),
      ].join(' ');
    default:
      return unreachable(status.state);
  }
}

function pauseText({ pausedUntil }: EngineStatus): string | undefined {
  if (pausedUntil === undefined) return undefined;
  const clock = new Date(pausedUntil).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return l10n.t('Paused until {clock}. Switch Mode ends the pause.', { clock });
}

function savings(status: EngineStatus, today: SavingsToday | undefined): string | undefined {
  if (today === undefined || status.state !== 'running') return undefined;
  const lines = [
    l10n.t('{tokens} tokens saved today: {measured} measured, ~{estimated} estimated, net.', {
      tokens: formatTokens(today.tokensSaved),
      measured: formatDollars(today.measuredUsd),
      estimated: formatDollars(today.estimatedUsd),
    }),
  ];
  if (today.couldHaveSavedUsd > 0) {
    lines.push(l10n.t('Optimize could have saved ~{usd}.', { usd: formatDollars(today.couldHaveSavedUsd) }));
  }
  return lines.join(' ');
}

/** One decimal from a thousand up: `640`, `12.4k`, `1.3M`. */
export function formatTokens(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  return tokens < 999_950 ? `${(tokens / 1000).toFixed(1)}k` : `${(tokens / 1_000_000).toFixed(1)}M`;
}

export function formatDollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

import { modeSummaries } from '../shared/modes.ts';
import type { EngineStatus, SavingsToday } from '../shared/panelProtocol.ts';
import { unreachable } from '../shared/unreachable.ts';

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
    text: status.pausedUntil === undefined ? shortText(status, today) : '$(debug-pause) Headroom paused',
    tooltip: [
      ...[headline(status), pauseText(status), status.notice, savings(status, today)],
      status.state === 'running' ? remotePlace : undefined,
      'Click for the menu.',
    ]
      .filter(part => part !== undefined)
      .join('\n\n'),
    isAlarming: status.state === 'failed',
  };
}

function shortText(status: EngineStatus, today: SavingsToday | undefined): string {
  switch (status.state) {
    case 'stopped':
      return '$(pulse) Headroom stopped';
    case 'starting':
      return '$(loading~spin) Headroom starting';
    case 'failed':
      return '$(warning) Headroom failed';
    case 'relay':
      return '$(pulse) Headroom relays';
    case 'running': {
      const saved = today?.tokensSaved ?? 0;
      return `$(pulse) ${status.mode}${saved > 0 ? ` · ${formatTokens(saved)} saved` : ''}`;
    }
    default:
      return unreachable(status.state);
  }
}

function headline(status: EngineStatus): string {
  switch (status.state) {
    case 'stopped':
      return '**Headroom is stopped.** Your agents talk to their providers directly.';
    case 'starting':
      return '**Headroom is starting.**';
    case 'failed':
      return '**Headroom has failed.** Your agents talk to their providers directly.';
    case 'relay':
      return '**Headroom is stopped.** It relays for terminals that still point at it, and ends with the last of them.';
    case 'running':
      return `**Headroom: ${status.mode}** on 127.0.0.1:${status.port}. ${modeSummaries[status.mode]}`;
    default:
      return unreachable(status.state);
  }
}

function pauseText({ pausedUntil }: EngineStatus): string | undefined {
  if (pausedUntil === undefined) return undefined;
  const clock = new Date(pausedUntil).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return `Paused until ${clock}. Switch Mode ends the pause.`;
}

function savings(status: EngineStatus, today: SavingsToday | undefined): string | undefined {
  if (today === undefined || status.state !== 'running') return undefined;
  const lines = [
    `${formatTokens(today.tokensSaved)} tokens saved today: ${formatDollars(today.measuredUsd)} measured, ~${formatDollars(today.estimatedUsd)} estimated, net.`,
  ];
  if (today.couldHaveSavedUsd > 0) {
    lines.push(`Optimize could have saved ~${formatDollars(today.couldHaveSavedUsd)}.`);
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

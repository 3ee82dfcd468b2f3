import type { Profile } from '../../src/shared/modes.ts';
import type { OptionChanges, PanelQuery, PanelTarget, SimulationSubject } from '../../src/shared/panelProtocol.ts';
import { findConversation } from '../model/conversations.ts';
import { type ParsedDraft, parseDraft } from '../model/optionFields.ts';
import { startOf } from '../model/search.ts';
import type { Arrangement } from './arrangement.ts';
import { allExchanges, type PanelState } from './panelState.ts';

export function blockKey(exchange: string, position: number): string {
  return `${exchange}:${position}`;
}

/** The request that a conversation's pictures show: the one under the scrubber, else the newest. */
export function scrubbedExchange(state: PanelState): string | undefined {
  const { conversation, scrubbed } = state.arrangement;
  if (conversation === undefined) return undefined;
  return scrubbed ?? findConversation(allExchanges(state), conversation)?.newest.id;
}

/** The exchange that Simulate works on: what the path points at, else the newest of all. */
export function simulatedExchange(state: PanelState): string | undefined {
  return state.arrangement.request ?? scrubbedExchange(state) ?? allExchanges(state)[0]?.id;
}

/** How the engine is set: "my settings", beside which Simulate shows others. */
export function runningSettings({ overview }: PanelState): {
  readonly profile: Profile;
  readonly options: OptionChanges;
} {
  return { profile: overview?.status.profile ?? 'balanced', options: overview?.options ?? {} };
}

export interface SimulationAsked {
  readonly subject: SimulationSubject;
  readonly mine: Extract<ParsedDraft, { kind: 'fits' }>['overrides'];
  readonly candidate: Extract<ParsedDraft, { kind: 'fits' }>['overrides'];
}

/** What the Simulate lens asks; undefined when there is nothing to simulate or a field does not fit. */
export function simulationAsked(state: PanelState): SimulationAsked | undefined {
  const { source, text, model, profile, draft } = state.arrangement.simulation;
  if (source === 'week' || source === 'conversation') return undefined;
  const parsed = parseDraft(draft);
  const running = runningSettings(state).profile;
  const id = simulatedExchange(state);
  if (parsed.kind === 'misfit') return undefined;
  const subject: SimulationSubject | undefined =
    source === 'text'
      ? text.trim() === ''
        ? undefined
        : { kind: 'text', text, ...(model === '' ? {} : { model }) }
      : id === undefined
        ? undefined
        : { kind: 'exchange', id };
  if (subject === undefined) return undefined;
  return {
    subject,
    mine: { savingsProfile: running },
    candidate: { savingsProfile: profile ?? running, ...parsed.overrides },
  };
}

export interface ConversationTrialAsked {
  readonly conversation: string;
  readonly options: SimulationAsked['candidate'];
}

/** The conversation that Simulate replays, and under what; undefined when it works on something else or a field does not fit. */
export function conversationTrialAsked(state: PanelState): ConversationTrialAsked | undefined {
  const { source, profile, draft } = state.arrangement.simulation;
  if (source !== 'conversation') return undefined;
  const parsed = parseDraft(draft);
  const id = simulatedExchange(state);
  const conversation =
    state.arrangement.conversation ?? allExchanges(state).find(exchange => exchange.id === id)?.conversation;
  if (conversation === undefined || parsed.kind === 'misfit') return undefined;
  const running = runningSettings(state).profile;
  return { conversation, options: { savingsProfile: profile ?? running, ...parsed.overrides } };
}

/** What the report is about: the conversation of the path, else the chosen project since the chosen day. */
export function reportScope(
  { conversation, reportPeriod, reportProject }: Arrangement,
  startOfToday: number,
): Omit<Extract<PanelQuery, { type: 'report' }>, 'type'> {
  if (conversation !== undefined) return { conversation };
  const since = startOf(reportPeriod, startOfToday);
  return { ...(since > 0 && { since }), ...(reportProject !== '' && { project: reportProject }) };
}

/** Where the panel stands when its host points it at something. */
export function arrangementFor(target: PanelTarget, state: PanelState): Partial<Arrangement> {
  if (target.lens === 'simulate') {
    const { subject } = target;
    const simulation = state.arrangement.simulation;
    return subject.kind === 'text'
      ? {
          lens: 'simulate',
          simulation: { ...simulation, source: 'text', text: subject.text, model: subject.model ?? '' },
        }
      : { lens: 'simulate', request: subject.id, simulation: { ...simulation, source: 'exchange' } };
  }
  if (target.exchange === undefined) return { lens: 'inspect' };
  const exchange = allExchanges(state).find(({ id }) => id === target.exchange);
  return { lens: 'inspect', conversation: exchange?.conversation, request: target.exchange, block: undefined };
}

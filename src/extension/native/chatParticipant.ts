import * as vscode from 'vscode';
import { commandTitles } from '../../shared/commandIds.ts';
import { currentExchange } from '../../shared/currentExchange.ts';
import { chatParticipantId } from '../../shared/nativeIds.ts';
import { l10n } from '../l10n.ts';
import type { EngineSession } from '../services.ts';
import { type ChatFacts, chatAnswer, topicOf } from './chatAnswer.ts';

const weekMs = 7 * 24 * 3_600_000;

/** `@headroom` in the chat: answers from recorded requests, without asking a model. */
export function registerChatParticipant(
  session: Pick<EngineSession, 'status' | 'query' | 'overview'>,
): vscode.Disposable {
  const participant = vscode.chat.createChatParticipant(chatParticipantId, async (request, _, stream) => {
    const facts = await gather(session);
    stream.markdown(chatAnswer(topicOf(request.command, request.prompt), facts));
    const command =
      facts.newest === undefined && facts.overview.status.state !== 'running'
        ? 'headroom.startProxy'
        : 'headroom.openMri';
    stream.button({ command, title: l10n.t(commandTitles[command]) });
  });
  participant.iconPath = new vscode.ThemeIcon('pulse');
  return participant;
}

async function gather(session: Pick<EngineSession, 'status' | 'query' | 'overview'>): Promise<ChatFacts> {
  const overview = await session.overview();
  if (session.status.state !== 'running') return { overview, newest: undefined, report: undefined };
  const { exchanges } = await session.query({ type: 'exchanges', limit: 20 });
  const newest = currentExchange(exchanges);
  return {
    overview,
    newest: newest === undefined ? undefined : await session.query({ type: 'exchange', id: newest.id }),
    report: await session.query({ type: 'report', since: Date.now() - weekMs }),
  };
}

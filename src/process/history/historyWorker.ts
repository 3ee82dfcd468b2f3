import { answerCalls } from '../threads/answerCalls.ts';
import { HistoryDesk } from './historyDesk.ts';
import type { HistoryAnswer, HistoryQuestion } from './historyThread.ts';

const desk = new HistoryDesk(Date.now);

answerCalls<HistoryQuestion, HistoryAnswer>(question => desk.answer(question));

import { simulate } from '../onDemand/simulation.ts';
import { answerCalls } from '../threads/answerCalls.ts';
import type { AnalysisAnswer, AnalysisQuestion } from './analysisThread.ts';
import { Analyst } from './analyst.ts';

let analyst = new Analyst();

answerCalls<AnalysisQuestion, AnalysisAnswer>(async question => {
  analyst.calibration = question.calibration;
  switch (question.kind) {
    case 'analyze':
      return { kind: 'analyzed', recording: await analyst.analyze(question.facts) };
    case 'simulate':
      return { kind: 'simulated', view: await simulate(question.input, analyst) };
    case 'restore':
      analyst.conversations.restore(question.requests);
      return { kind: 'restored' };
    case 'forget':
      analyst = new Analyst();
      return { kind: 'forgotten' };
  }
});

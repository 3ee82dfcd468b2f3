import type { JudgeContext, Replacement, Subject, Transform } from '../../transform.ts';
import { shortenJson } from './shortenJson.ts';

export const jsonSample: Transform = {
  id: 'json_sample',
  summary: 'Keeps the JSON rows and members that answer most questions, and exact figures over all of them.',
  grade: 'omission',
  apply: (subject: Subject, context: JudgeContext): Replacement | undefined =>
    shortenJson({ json: subject.text, original: subject.text, name: 'JSON', leftOut: [] }, subject, context),
};

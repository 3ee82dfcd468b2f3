import type { JudgeContext, Replacement, Subject, Transform } from '../../transform.ts';
import { shortenJson } from '../json/shortenJson.ts';
import { yamlAsJson } from './yamlAsJson.ts';
import { parseYaml } from './yamlTree.ts';

export const yamlSample: Transform = {
  id: 'yaml_sample',
  summary:
    'Keeps the rows and members of YAML that answer most questions, and exact figures over all of them, as JSON.',
  grade: 'omission',
  apply: (subject: Subject, context: JudgeContext): Replacement | undefined => {
    const yaml = parseYaml(subject.text);
    if (yaml === undefined) return undefined;
    const { json, comments } = yamlAsJson(yaml);
    const leftOut = comments === 0 ? [] : [`${comments} lines of comments`];
    return shortenJson({ json, original: subject.text, name: 'YAML as JSON', leftOut }, subject, context);
  },
};

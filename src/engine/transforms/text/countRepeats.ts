import { say } from '../../../shared/sentences/say.ts';
import { withThousands } from '../marker.ts';
import type { Transform } from '../transform.ts';

/** Runs of equal lines in any text, with the number of times that the line stands there. */
export const countRepeats: Transform = {
  id: 'count_repeats',
  summary: 'Writes a line that repeats directly below itself once, with the number of times.',
  grade: 'decodable',
  apply: ({ text }) => {
    const lines = text.split('\n');
    const out: string[] = [];
    let folded = 0;
    for (let i = 0; i < lines.length; ) {
      const line = lines[i] ?? '';
      let end = i + 1;
      while (end < lines.length && lines[end] === line) end += 1;
      const count = end - i;
      if (count >= leastRun) {
        out.push(line, `[headroom: the line above stands ${count} times]`);
        folded += count - 1;
      } else for (let n = 0; n < count; n++) out.push(line);
      i = end;
    }
    if (folded === 0) return undefined;
    return { output: out.join('\n'), reason: say('did.countedRepeats', { n: withThousands(folded) }) };
  },
};

const leastRun = 4;

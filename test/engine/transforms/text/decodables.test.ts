import { describe, expect, test } from 'vitest';
import { countRepeats } from '../../../../src/engine/transforms/text/countRepeats.ts';
import { groupPaths } from '../../../../src/engine/transforms/text/paths/groupPaths.ts';
import { foldRecords } from '../../../../src/engine/transforms/text/records/foldRecords.ts';
import { groupSearchHits } from '../../../../src/engine/transforms/text/search/groupSearchHits.ts';
import { squeezeTables } from '../../../../src/engine/transforms/text/tables/squeezeTables.ts';
import { indentTrees } from '../../../../src/engine/transforms/text/trees/indentTrees.ts';
import { captureNames, readCapture } from './captures.ts';
import { decodeRepeats } from './decodeRepeats.ts';
import { decodePaths } from './paths/decodePaths.ts';
import { decodeRecords } from './records/decodeRecords.ts';
import { decodeSearchHits } from './search/decodeSearchHits.ts';
import { decodeTables } from './tables/decodeTables.ts';
import { applyTo } from './textContext.ts';
import { decodeTrees } from './trees/decodeTrees.ts';

const pairs = [
  [foldRecords, decodeRecords],
  [groupSearchHits, decodeSearchHits],
  [groupPaths, decodePaths],
  [indentTrees, decodeTrees],
  [squeezeTables, decodeTables],
  [countRepeats, decodeRepeats],
] as const;

describe('decodable transforms', () => {
  test.each(pairs)(
    '$id: every capture that it takes comes back byte for byte, as it is, with Windows line ends, and cut anywhere',
    (transform, decode) => {
      for (const name of captureNames) {
        const capture = readCapture(name);
        const variants = [
          capture,
          capture.replaceAll('\n', '\r\n'),
          capture.slice(0, 2999),
          `\n\n${capture}\n\n`,
          capture.slice(1234),
        ];
        for (const text of variants) {
          const replacement = applyTo(transform, text);
          if (replacement !== undefined) expect(decode(replacement.output), `${transform.id} ${name}`).toBe(text);
        }
      }
    },
  );

  test.each(pairs)('$id: a changed digit or a dropped line changes the output', transform => {
    for (const name of captureNames) {
      const text = readCapture(name);
      const output = applyTo(transform, text)?.output;
      if (output === undefined) continue;
      const digit = text.slice(text.length / 2).search(/\d/) + Math.floor(text.length / 2);
      const changed = text.slice(0, digit) + ((Number(text[digit]) + 1) % 10) + text.slice(digit + 1);
      const shortened = text.replace(/\n[^\n]*\n/, '\n');

      expect(applyTo(transform, changed)?.output).not.toBe(output);
      expect(applyTo(transform, shortened)?.output).not.toBe(output);
    }
  });
});

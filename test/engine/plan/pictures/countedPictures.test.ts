import { expect, it } from 'vitest';
import type { Decision } from '../../../../src/engine/plan/decision.ts';
import { countedPictures, picturesBefore } from '../../../../src/engine/plan/pictures/countedPictures.ts';
import { indexBytes } from '../../conversation/indexed.ts';
import { bodyOfSteps } from '../window/screenshots.ts';

const index = indexBytes('anthropic', bodyOfSteps('ab.ab'));
const pictures = index.blocks.filter(({ kind }) => kind === 'image');
const last = pictures.at(-1);
if (last === undefined) throw new Error('four pictures');

const outcome = { kind: 'replace', transform: 't', grade: 'omission', output: '', reason: 'r', handle: 'h' } as const;
const decided = (picture?: { readonly back: number }): Decision => ({
  identity: 'i',
  outcome: {
    ...outcome,
    ...(picture !== undefined && { picture: { technique: 'preserve', confidence: 1, ...picture } }),
  },
  tokensBefore: 9,
  tokensAfter: 1,
});

it('counts pictures backwards, without those that were cut', () => {
  const [a, b, again] = pictures;

  expect(picturesBefore(index, last)).toEqual([again, b, a]);
  expect(picturesBefore(index, last, new Set([b?.position ?? -1]))).toEqual([again, a]);
});

it('a note needs every picture back to the one that it repeats; other decisions need none', () => {
  expect(countedPictures({ block: last, decision: decided({ back: 2 }) }, index)).toEqual([pictures[2], pictures[1]]);
  expect(countedPictures({ block: last, decision: decided() }, index)).toEqual([]);
});

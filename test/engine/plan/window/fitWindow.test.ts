import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compressRequest } from '../../../../src/engine/compress.ts';
import { parseOptions } from '../../../../src/shared/options.ts';
import { bodyOfSteps, expectTrueNotes, judgeRepeat, markersIn, messagesIn, type Steps } from './screenshots.ts';

const steps = Array.from({ length: 30 }, (_, i) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: `c${i}`, name: 'run', input: { i } }] },
  {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: `c${i}`, content: `result ${i} ${'word '.repeat(150)}` }],
  },
]).flat();

function fitted(change: object, model = 'claude-sonnet-4-5', messages: readonly unknown[] = steps) {
  const body = Buffer.from(JSON.stringify({ model, messages: [{ role: 'user', content: 'Go' }, ...messages] }));
  const given = { protectRecent: 0, outputBufferTokens: 0, minTokensToCompress: 1e9, ...change };
  const options = parseOptions(given, 'library');
  return compressRequest({ body, options, sparesNewest: true }, () => 'aaaaaaaaaa').then(result => ({
    ...result,
    given: body,
  }));
}

it('prices the break of a new cut in its receipts, and says which cuts an earlier request had', async () => {
  const reasons = await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const { receipts } = await fitted(
        { modelContextLimits: { 'claude-sonnet-4-5': 3000 } },
        undefined,
        steps.slice(0, 2 * i),
      );
      return receipts.flatMap(({ transform, reason }) => (transform === 'rolling_window' ? [reason] : []));
    }),
  );

  const isPriced = (reason: string): boolean => /tokens written at \$[\d.]+ per million .* now/.test(reason);
  expect(reasons.filter(all => all.some(isPriced)).length).toBeGreaterThanOrEqual(2);
  expect(reasons.flat().every(reason => isPriced(reason) !== reason.includes('as in an earlier request'))).toBe(true);
});

it('cuts nothing for a window that is only guessed', async () => {
  const big = [...steps, { role: 'assistant', content: 'x y '.repeat(150_000) }];

  const { body, given } = await fitted({}, 'nobody/knows', big);

  expect(body).toBe(given);
});

it('leaves units with a secret alone, since their text must not be stored', async () => {
  const key = ['sk', 'ant', 'api03', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0'].join('-');
  const secret = JSON.parse(JSON.stringify(steps).replaceAll('word word', `word ${key}`)) as readonly unknown[];

  const { body, given, warnings } = await fitted(
    { modelContextLimits: { 'claude-sonnet-4-5': 4800 } },
    undefined,
    secret,
  );

  expect(body).toBe(given);
  expect(warnings.join()).toContain('left uncut');
});

/** Each case is a conversation, sent once per turn. */
const runs = Math.ceil(Number(process.env.FC_RUNS ?? 320) / 16);

async function fittedScreens(steps: Steps): Promise<Uint8Array> {
  const given = { protectRecent: 0, outputBufferTokens: 0, minTokensToCompress: 1e9, keepTurns: 2 };
  const options = parseOptions({ ...given, modelContextLimits: { 'claude-sonnet-4-5': 5000 } }, 'library');
  const request = { body: bodyOfSteps(steps), options, sparesNewest: true, judgePicture: judgeRepeat };
  return (await compressRequest(request, () => 'aaaaaaaaaa')).body;
}

it('every note counts back to the picture that it repeats, whatever is cut, and what was sent stays as it was', async () => {
  const given = fc.array(fc.constantFrom('a', 'b', 'c', '.'), { minLength: 6, maxLength: 18 });
  let notes = 0;
  let markers = 0;
  await fc.assert(
    fc.asyncProperty(given, async drawn => {
      let before: { readonly sent: readonly string[]; readonly markers: number } | undefined;
      for (let turn = 1; turn <= drawn.length; turn++) {
        const steps = drawn.slice(0, turn).join('');
        const body = await fittedScreens(steps);
        const now = { sent: messagesIn(body), markers: markersIn(body) };

        notes += expectTrueNotes(body, steps);
        if (before?.markers === now.markers) expect(now.sent.slice(0, before.sent.length)).toEqual(before.sent);
        markers += now.markers;
        before = now;
      }
    }),
    { numRuns: runs },
  );

  expect(notes).toBeGreaterThan(0);
  expect(markers).toBeGreaterThan(0);
});

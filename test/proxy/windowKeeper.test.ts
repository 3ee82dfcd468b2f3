import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { BirthOutcome } from '../../src/engine/plan/birth.ts';
import { makeHandle } from '../../src/engine/plan/handle.ts';
import { pictureOutcome } from '../../src/engine/plan/pictures/pictureOutcome.ts';
import type { Editing, Judge } from '../../src/proxy/ports.ts';
import { type EditedRequest, RequestEditor } from '../../src/proxy/requestEditor.ts';
import { parseOptions } from '../../src/shared/options.ts';
import { indexBytes } from '../engine/conversation/indexed.ts';
import { bodyOfSteps, expectTrueNotes, judgeRepeat, markersIn, messagesIn } from '../engine/plan/window/screenshots.ts';
import {
  bodyOf,
  type Format,
  formats,
  idsIn,
  isSubsequence,
  rolesIn,
  type Step,
  step,
  steps,
} from '../engine/plan/window/windowBodies.ts';
import { FakeBook } from './proxyLab.ts';

/** Each case is a conversation through stores and restarts, in four formats: one in forty of the cheap ones' number. */
const runs = Math.ceil(Number(process.env.FC_RUNS ?? 320) / 40);
const limit = 1500;

/** Leaves every block as it is, so that only the window acts. */
const leaving: Judge = {
  judge: async births =>
    births.map(
      ({ identity }): BirthOutcome => ({
        decision: { identity, outcome: { kind: 'leave', reason: 'left' }, tokensBefore: 9, tokensAfter: 9 },
      }),
    ),
};

/** An engine whose provider counts a token for every four bytes. */
class WindowLab {
  readonly book = new FakeBook();
  readonly #format: Format;
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #editing: Partial<Editing>;
  #editor: RequestEditor;

  constructor(format: Format, options: Readonly<Record<string, unknown>> = {}, editing: Partial<Editing> = {}) {
    this.#format = format;
    this.#options = options;
    this.#editing = editing;
    this.#editor = this.#open();
  }

  restart(): void {
    this.#editor = this.#open();
  }

  async send(given: readonly Step[], more: { mayJudge?: boolean; reports?: boolean } = {}) {
    const { mayJudge = true, reports = true } = more;
    const body = Buffer.from(JSON.stringify({ ...bodyOf(this.#format, given), model: 'small' }));
    const edited = await this.#editor.edit({
      body,
      format: this.#format,
      project: 'p',
      options: parseOptions(
        {
          rollingWindow: true,
          outputBufferTokens: 100,
          modelContextLimits: { small: limit + 100 },
          ...this.#options,
        },
        'proxy',
      ),
      mayJudge,
    });
    const tokens = edited.body.length / 4;
    const usage = { input: tokens, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    this.#editor.finished(edited, reports ? usage : undefined);
    return { ...edited, given: body, tokens, text: Buffer.from(edited.body).toString() };
  }

  #open(): RequestEditor {
    return new RequestEditor({
      book: this.book,
      judge: leaving,
      handleKey: () => new Uint8Array(8),
      deadlineMs: 2000,
      canRetrieve: () => true,
      now: () => 0,
      ...this.#editing,
    });
  }
}

const isFresh = ({ settled }: EditedRequest): boolean =>
  settled.some(({ fresh, decision: { outcome } }) => fresh && outcome.kind === 'replace');

const many = (count: number, words = 60): readonly Step[] => Array.from({ length: count }, () => step(words));

function keysOf(format: Format, body: Uint8Array): readonly string[] {
  return indexBytes(format, body).blocks.map(({ kind, callId, hash }) => `${kind} ${callId ?? ''} ${hash}`);
}

describe.each(formats)('%s in the proxy', format => {
  it('is cut once its conversation outgrows the window, and every later request repeats the cut, over restarts too', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat({ max: 5 })), async (drawn, luck) => {
        const lab = new WindowLab(format);
        const all = [...drawn, ...many(8)];
        let before: { readonly keys: readonly string[]; readonly given: readonly string[] } | undefined;
        for (let turn = 1; turn <= all.length; turn++) {
          if (luck.next().value === 0) lab.restart();
          const sent = await lab.send(all.slice(0, turn));
          const now = { keys: keysOf(format, sent.body), given: keysOf(format, sent.given) };

          expect(idsIn(JSON.parse(sent.text), 'call')).toEqual(idsIn(JSON.parse(sent.text), 'result'));
          expect(
            isSubsequence(idsIn(JSON.parse(sent.text), 'call'), idsIn(JSON.parse(sent.given.toString()), 'call')),
          ).toBe(true);
          for (const said of sent.given.toString().match(/Question \d+, \\"exactly\\" so|Let me look \d+/g) ?? []) {
            expect(sent.text).toContain(said);
          }
          if (format === 'anthropic' || format === 'gemini') {
            expect(rolesIn(JSON.parse(sent.text)).join(' ')).not.toMatch(/(\w+) \1/);
          }
          if (before !== undefined && !isFresh(sent)) {
            expect(now.keys.slice(0, before.keys.length)).toEqual(before.keys);
          }
          before = now;
        }
      }),
      { numRuns: runs },
    );
  });

  it('stays within the window once the provider has said how it counts', async () => {
    const lab = new WindowLab(format);
    let cuts = 0;
    for (let turn = 1; turn <= 40; turn++) {
      const sent = await lab.send(many(turn));
      if (isFresh(sent)) cuts++;
      expect(sent.tokens).toBeLessThan(limit * 1.05);
    }

    expect(cuts).toBeGreaterThan(1);
    expect(cuts).toBeLessThan(15);
  });
});

describe('a cut', () => {
  const grown = async (lab: WindowLab): Promise<Awaited<ReturnType<WindowLab['send']>>> => {
    for (let turn = 1; turn < 30; turn++) {
      const sent = await lab.send(many(turn));
      if (isFresh(sent)) return sent;
    }
    throw new Error('Nothing was cut.');
  };

  it('is committed with its original before it leaves, and its receipt says what it costs', async () => {
    const lab = new WindowLab('anthropic', { modelContextLimits: { 'claude-sonnet-4-5': limit, small: limit } });

    const { settled } = await grown(lab);

    const [cut] = settled.filter(({ decision }) => decision.outcome.kind === 'replace');
    expect(cut?.decision.outcome.reason).toMatch(
      /^\d+ of \d+ tool results cut, oldest first, .*; .* tokens after it leave/,
    );
    expect(lab.book.originals[0]?.text).toContain('output of call_0_0');
    expect(lab.book.originals[0]?.handle).toBe(makeHandle(new Uint8Array(8), 'p', lab.book.originals[0]?.text ?? ''));
  });

  it('is repeated in audit, when the option is off again, and for a fork behind it, but not for one before it', async () => {
    const lab = new WindowLab('anthropic');
    const first = await grown(lab);
    const length = idsIn(JSON.parse(first.given.toString()), 'call').length;

    const inAudit = await lab.send(many(length), { mayJudge: false });
    const fork = await lab.send([...many(length), step(5, { says: true })], { mayJudge: false });
    const rewound = await lab.send(many(length - 3), { mayJudge: false });

    expect(inAudit.text).toBe(first.text);
    expect(keysOf('anthropic', fork.body).slice(0, 6)).toEqual(keysOf('anthropic', first.body).slice(0, 6));
    expect(rewound.text).toBe(rewound.given.toString());
  });

  it('that cannot be written down, or that the client could not fetch, is not made', async () => {
    const failing = new WindowLab('anthropic');
    failing.book.failing = true;
    const deaf = new WindowLab('anthropic', {}, { canRetrieve: () => false });
    const whole = many(30);

    for (const lab of [failing, deaf]) {
      const sent = await lab.send(whole, { reports: true });
      const next = await lab.send(whole);

      expect([sent.text, next.text]).toEqual([sent.given.toString(), next.given.toString()]);
      expect(next.fault).toMatch(/^not cut to fit: /);
    }
  });

  it('is made in time of its own, however long judging took', async () => {
    const silent: Judge = { judge: () => new Promise(() => undefined) };
    const lab = new WindowLab('anthropic', {}, { judge: silent, deadlineMs: 100 });
    lab.book.delayMs = 5;

    const sent = await lab.send(many(30));

    expect(sent.tokens).toBeLessThan(limit);
  });

  it('that was written down after its request had left uncut is taken back, and repeated at no time', async () => {
    const lab = new WindowLab('anthropic', {}, { deadlineMs: 50 });
    lab.book.syncMs = 1300;
    const isWritten = (kind: 'replace' | 'leave') =>
      vi.waitFor(() => {
        const cuts = [...lab.book.decisions.values()].filter(({ identity }) => identity.startsWith('window:'));
        expect(cuts.map(({ outcome }) => outcome.kind)).toEqual([kind]);
      }, 10_000);

    const sent = await lab.send(many(30));
    await isWritten('replace');
    const beside = await lab.send(many(30), { mayJudge: false });
    await isWritten('leave');
    lab.restart();
    const later = await lab.send(many(30), { mayJudge: false });

    expect([sent, beside, later].map(({ text }) => text === sent.given.toString())).toEqual([true, true, true]);
    expect(sent.fault).toMatch(/^not cut to fit: /);
  });

  it('that would not be enough is not made, and the request says so', async () => {
    const lab = new WindowLab('anthropic', { keepTurns: 30 });

    const sent = await lab.send(many(30));

    expect(sent.text).toBe(sent.given.toString());
    expect(sent.fault).toMatch(
      /^not cut to fit: it has about [\d,]+ tokens, 1,500 fit small, and about [\d,]+ may not/,
    );
  });

  it('is never made unasked', async () => {
    const lab = new WindowLab('anthropic', { rollingWindow: false });

    expect((await lab.send(many(60))).fault).toBeUndefined();
  });
});

/** Finds repeated pictures, as the model process does. */
const repeating: Judge = {
  judge: births =>
    Promise.all(
      births.map(async ({ identity, picture, subject }) => {
        if (picture === undefined || typeof picture === 'string') throw new Error('a picture');
        return pictureOutcome({ identity, task: picture, original: subject.text }, await judgeRepeat(picture));
      }),
    ),
};

/** An engine before a window of so many tokens, whose provider counts 1,000 for a picture and one for four bytes of text. */
function screenLab(limit: number) {
  const editor = new RequestEditor({
    book: new FakeBook(),
    judge: leaving,
    handleKey: () => new Uint8Array(8),
    deadlineMs: 2000,
    canRetrieve: () => true,
    pictures: { judge: repeating, deadlineMs: 2000 },
    now: () => 0,
  });
  const given = { rollingWindow: true, outputBufferTokens: 0, keepTurns: 2, imageOptimize: true };
  const options = parseOptions({ ...given, modelContextLimits: { 'claude-sonnet-4-5': limit } }, 'proxy');
  return async (steps: string): Promise<EditedRequest> => {
    const body = bodyOfSteps(steps);
    const edited = await editor.edit({ body, format: 'anthropic', project: 'p', options, mayJudge: true });
    const pictures = Buffer.from(edited.body).toString('utf8').split('"type":"image"').length - 1;
    const usage = { input: edited.body.length / 4 + 1000 * pictures, output: 0 };
    editor.finished(edited, { ...usage, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 });
    return edited;
  };
}

it('notes about repeated pictures stay true while the window cuts, and what was sent stays as it was', async () => {
  const given = fc.array(fc.constantFrom('a', 'b', 'c', '.'), { minLength: 6, maxLength: 18 });
  const seen = { notes: 0, markers: 0 };
  await fc.assert(
    fc.asyncProperty(given, async drawn => {
      const send = screenLab(5000);
      let before: { readonly sent: readonly string[]; readonly markers: number } | undefined;
      for (let turn = 1; turn <= drawn.length; turn++) {
        const steps = drawn.slice(0, turn).join('');
        const { body } = await send(steps);
        const now = { sent: messagesIn(body), markers: markersIn(body) };

        seen.notes += expectTrueNotes(body, steps);
        if (before?.markers === now.markers) expect(now.sent.slice(0, before.sent.length)).toEqual(before.sent);
        seen.markers += now.markers;
        before = now;
      }
    }),
    { numRuns: runs * 3 },
  );

  expect(seen.notes).toBeGreaterThan(0);
  expect(seen.markers).toBeGreaterThan(0);
});

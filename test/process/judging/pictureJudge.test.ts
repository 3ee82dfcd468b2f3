import { describe, expect, it } from 'vitest';
import type { PictureTask, PictureVerdict } from '../../../src/engine/images/pictureTask.ts';
import type { Birth } from '../../../src/engine/plan/birth.ts';
import type { JobName, JobOutcome } from '../../../src/models/jobs.ts';
import { PictureJudge } from '../../../src/process/judging/pictureJudge.ts';
import { defaultOptions } from '../../../src/shared/options.ts';
import { photo } from '../../images/pictures.ts';

const context = { model: 'gpt-4o', options: defaultOptions('proxy'), canRetrieve: true };
const task: PictureTask = {
  bytes: new Uint8Array(1),
  mediaType: 'image/png',
  model: 'gpt-4o',
  detail: 'auto',
  allowsText: true,
  canRetrieve: true,
  handle: 'abcdefghjk',
  earlier: [],
};
const verdict: PictureVerdict = {
  technique: 'full_low',
  confidence: 0.9,
  tokensBefore: 765,
  tokensAfter: 110,
  reason: 'r',
  change: { kind: 'lowDetail', note: 'n' },
};

/** Answers every job alike. */
class FakeModels {
  readonly waits: number[] = [];
  preparations = 0;
  readonly #outcome: unknown;

  constructor(outcome: unknown) {
    this.#outcome = outcome;
  }

  prepare(): void {
    this.preparations++;
  }

  async ask<Name extends JobName>(_name: Name, _request: unknown, deadlineMs: number): Promise<JobOutcome<Name>> {
    this.waits.push(deadlineMs);
    return this.#outcome as JobOutcome<Name>;
  }
}

function birth(picture?: PictureTask | string): Birth {
  const subject = { text: 'data:image/png;base64,AA==', kind: 'image' } as const;
  return { identity: 'i', subject, handle: 'abcdefghjk', ...(picture !== undefined && { picture }) };
}

describe('PictureJudge', () => {
  it('turns the model process’s verdict into a decision with its original', async () => {
    const models = new FakeModels({ kind: 'done', answer: verdict });

    const [outcome] = await new PictureJudge(models).judge([birth(task)], context, Date.now() + 500);

    expect(outcome?.decision.outcome).toMatchObject({ kind: 'replace', transform: 'image_full_low' });
    expect(outcome?.original).toEqual({ handle: 'abcdefghjk', text: 'data:image/png;base64,AA==' });
    expect(models.waits[0]).toBeLessThanOrEqual(500);
  });

  it('leaves alone for good what was no picture to be judged', async () => {
    const models = new FakeModels({ kind: 'failed', reason: 'never asked' });

    const [outcome] = await new PictureJudge(models).judge([birth('only named')], context);

    expect(outcome?.decision.outcome).toEqual({ kind: 'leave', reason: 'only named' });
    expect(outcome?.decision.tokensBefore).toBeGreaterThan(0);
    expect(models.waits).toEqual([]);
  });

  it('asks nobody about a picture that stays as it is in any case', async () => {
    const models = new FakeModels({ kind: 'failed', reason: 'never asked' });
    const bytes = await photo(64, 48);

    const [outcome] = await new PictureJudge(models).judge([birth({ ...task, bytes, canRetrieve: false })], context);

    expect(outcome?.decision.outcome).toMatchObject({
      kind: 'leave',
      reason: 'the client could not get the whole picture back',
      picture: { size: { width: 64, height: 48 } },
    });
    expect(models.waits).toEqual([]);
  });

  it('passes on that a picture is likely to come', () => {
    const models = new FakeModels(undefined);

    new PictureJudge(models).prepare();

    expect(models.preparations).toBe(1);
  });

  it('rejects with the reason when the job fails', async () => {
    const judge = new PictureJudge(new FakeModels({ kind: 'failed', reason: 'images are left alone, because …' }));

    await expect(judge.judge([birth(task)], context)).rejects.toThrow('images are left alone');
    await expect(judge.judge([birth()], context)).rejects.toThrow('where a picture was expected');
  });
});

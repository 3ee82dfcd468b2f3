import { askedElement } from '../engine/images/askedElement.ts';
import { askedRegion, asksAboutSurroundings } from '../engine/images/askedRegion.ts';
import { imageTokens } from '../engine/images/imageTokens.ts';
import type { PictureLook, PictureSignals } from '../engine/images/pictureLook.ts';
import {
  type PictureFacts,
  type PicturePlan,
  planCoarse,
  planCrop,
  planMedium,
  tokensBefore,
} from '../engine/images/picturePlan.ts';
import type { PictureChange, PictureTask, PictureVerdict } from '../engine/images/pictureTask.ts';
import { planTranscript, repeatText } from '../engine/images/pictureText.ts';
import { siglipDoubt } from '../engine/images/siglipDoubt.ts';
import type { PictureRoute } from '../engine/images/technique.ts';
import { whyUntouched } from '../engine/images/unseenVerdict.ts';
import type { ModelFacts } from '../engine/models/modelFacts.ts';
import { resolveModel } from '../engine/models/modelTable.ts';
import { mayShrink, paysUncached } from '../engine/plan/history/smallPrefix.ts';
import { counterForFamily } from '../engine/tokens/counters.ts';
import type { TokenCounter } from '../engine/tokens/tokenCounter.ts';
import { say } from '../shared/sentences/say.ts';
import { unreachable } from '../shared/unreachable.ts';
import type { Sharp } from './codec.ts';
import { drawPicture } from './drawPicture.ts';
import { findRepeat } from './findRepeat.ts';
import { inspectPicture, messageOf, type PictureFile } from './inspectPicture.ts';
import { lookAtPicture } from './lookAtPicture.ts';
import { readText } from './ocr/readText.ts';
import type { PictureTools } from './pictureTools.ts';
import { Pixels } from './rasters.ts';

/** The least that a provider takes: Anthropic refuses pictures above 5 MiB of base64, which is a third more than the file. */
const mostSentBytes = Math.floor((5 * 2 ** 20 * 3) / 4);

/**
 * Decides what shall become of a picture and does it. Whatever is in doubt (the file, the question, the text that was read)
 * leaves it as it is. Never rejects for what a picture holds.
 */
export async function judgePicture(task: PictureTask, tools: PictureTools): Promise<PictureVerdict> {
  const model = resolveModel(task.model);
  // What a process does for the first time takes long: all at once.
  const [sharp, counter, route] = await Promise.all([
    tools.codec(),
    counterForFamily(model.tokenizer),
    routeOf(task, tools),
  ]);
  const file = await inspectPicture(sharp, task.bytes, task.mediaType);
  if (typeof file === 'string') return leftUnread(task, file);
  const facts = factsOf(task, file, { model, counter });
  const judged = new Judgement(task, { sharp, file, facts, counter, route, tools });
  try {
    const verdict = judged.withinPrefix(await judged.reach());
    return task.wantsSignals === true ? await judged.withSignals(verdict) : verdict;
  } catch (error) {
    return judged.leave(say('picture.failed', { error: messageOf(error) }));
  }
}

interface Known {
  readonly sharp: Sharp;
  readonly file: PictureFile;
  readonly facts: PictureFacts;
  readonly counter: TokenCounter;
  readonly route: PictureRoute;
  readonly tools: PictureTools;
}

/** One picture on its way to a verdict. */
class Judgement {
  readonly #task: PictureTask;
  readonly #known: Known;
  #pixels: Pixels | undefined;
  #look: PictureLook | undefined;

  constructor(task: PictureTask, known: Known) {
    this.#task = task;
    this.#known = known;
  }

  async reach(): Promise<PictureVerdict> {
    const { facts, route } = this.#known;
    const reason = this.#whyLeave();
    if (reason !== undefined) return this.leave(reason);
    const repeat = await this.#findRepeat();
    if (repeat !== undefined) return repeat;
    switch (route.technique) {
      case 'preserve':
        return this.leave(route.reason ?? say('picture.needsDetail'));
      case 'full_low':
        return this.#carryOut(coarserUnlessDoubted(planCoarse, facts, await this.#looked()));
      case 'crop':
        return this.#carryOut(await this.#planRegion());
      case 'transcode':
        return this.#transcribe();
      default:
        return unreachable(route.technique);
    }
  }

  /** A prefix that no cache takes any more would cost more than the picture saves. */
  withinPrefix(verdict: PictureVerdict): PictureVerdict {
    const { prefix } = this.#task;
    if (prefix === undefined || verdict.change === undefined) return verdict;
    const tokens = { before: verdict.tokensBefore, after: verdict.tokensAfter };
    const { counter } = this.#known;
    if (mayShrink(prefix, tokens, counter) || paysUncached(prefix, tokens, counter)) return verdict;
    return this.leave(say('picture.prefix', { n: prefix.minimumTokens }));
  }

  async withSignals(verdict: PictureVerdict): Promise<PictureVerdict> {
    return { ...verdict, signals: signalsOf(await this.#looked()) };
  }

  leave(reason: string): PictureVerdict {
    const { facts, route } = this.#known;
    const tokens = tokensBefore(facts);
    return this.#verdict({ ...route, technique: 'preserve' }, { tokens, reason });
  }

  #whyLeave(): string | undefined {
    const { facts, file } = this.#known;
    return whyUntouched(this.#task, facts.size, facts.model) ?? file.untouchable;
  }

  async #findRepeat(): Promise<PictureVerdict | undefined> {
    const { facts, sharp, route } = this.#known;
    if (this.#task.earlier.length === 0 || !this.#task.allowsText) return undefined;
    const earlier = await findRepeat(sharp, await this.#decoded(), this.#task.earlier);
    if (earlier === undefined) return undefined;
    const { id, number, back } = earlier;
    const text = repeatText(facts, back);
    const tokens = facts.count(text);
    if (tokens >= tokensBefore(facts)) return undefined;
    const reason = say('picture.repeat', { n: number });
    return this.#verdict(route, { tokens, reason, change: { kind: 'repeat', text, of: id, back } });
  }

  async #planRegion(): Promise<PicturePlan> {
    const { facts } = this.#known;
    const question = this.#task.question ?? '';
    const look = await this.#looked();
    if (asksAboutSurroundings(question)) return coarserUnlessDoubted(planMedium, facts, look);
    const region = askedRegion(question);
    if (region !== undefined) return planCrop(facts, region, look.texts);
    if (!look.hasText) return { kind: 'leave', reason: say('picture.partUnfound') };
    const element = askedElement(question, await readText(await this.#decoded(), this.#known.tools), facts.size);
    if (element !== undefined) return planCrop(facts, element, look.texts);
    return { kind: 'leave', reason: say('picture.partUnfound') };
  }

  async #transcribe(): Promise<PictureVerdict> {
    const { facts, tools, route } = this.#known;
    if (!this.#task.allowsText) return this.leave(say('picture.noTextPlace'));
    const text = await readText(await this.#decoded(), tools);
    const plan = planTranscript(facts, text);
    if (plan.kind === 'leave') return this.leave(plan.reason);
    const { tokensAfter: tokens, reason } = plan;
    return this.#verdict(route, { tokens, reason, change: { kind: 'transcript', text: plan.text } });
  }

  async #carryOut(plan: PicturePlan): Promise<PictureVerdict> {
    const { sharp, file, route } = this.#known;
    if (plan.kind === 'leave') return this.leave(plan.reason);
    const { tokensAfter: tokens, reason } = plan;
    const noted = plan.note === undefined ? {} : { note: plan.note };
    if (plan.kind === 'lowDetail')
      return this.#verdict(route, { tokens, reason, change: { kind: 'lowDetail', ...noted } });
    const pixels = await this.#decoded();
    if (!pixels.isOpaque) return this.leave(say('picture.transparent'));
    const { hasText } = await this.#looked();
    const mostBytes = Math.min(this.#task.bytes.length, mostSentBytes);
    const drawn = await drawPicture(sharp, pixels, { ...plan, sourceFormat: file.format, hasText, mostBytes });
    if (drawn === undefined) return this.leave(say('picture.heavy'));
    return this.#verdict(route, { tokens, reason, change: { kind: 'redrawn', ...drawn, ...noted } });
  }

  async #decoded(): Promise<Pixels> {
    this.#pixels ??= await Pixels.decode(this.#known.sharp, this.#task.bytes);
    return this.#pixels;
  }

  async #looked(): Promise<PictureLook> {
    this.#look ??= await lookAtPicture(await this.#decoded(), this.#known.tools);
    return this.#look;
  }

  #verdict(
    { technique, confidence }: PictureRoute,
    { tokens, reason, change }: { readonly tokens: number; readonly reason: string; readonly change?: PictureChange },
  ): PictureVerdict {
    const { facts } = this.#known;
    return {
      technique,
      confidence,
      tokensBefore: tokensBefore(facts),
      tokensAfter: tokens,
      reason,
      size: facts.size,
      ...(this.#look !== undefined && { signals: signalsOf(this.#look) }),
      ...(change !== undefined && { change }),
    };
  }
}

function coarserUnlessDoubted(plan: typeof planCoarse, facts: PictureFacts, look: PictureLook): PicturePlan {
  const doubt = siglipDoubt(look);
  return doubt === undefined ? plan(facts, look) : { kind: 'leave', reason: doubt };
}

function signalsOf({ texts: _, ...signals }: PictureLook): PictureSignals {
  return signals;
}

function factsOf(
  { detail, lowDetail, handle }: PictureTask,
  { size }: PictureFile,
  { model, counter }: { readonly model: ModelFacts; readonly counter: TokenCounter },
): PictureFacts {
  return { size, detail, model, lowDetail, handle, count: text => counter.count(text) };
}

async function routeOf({ question }: PictureTask, { route }: PictureTools): Promise<PictureRoute> {
  if (question === undefined || question.trim() === '') {
    return { technique: 'preserve', confidence: 1, reason: say('picture.noQuestion') };
  }
  try {
    return await route(question);
  } catch (error) {
    return {
      technique: 'preserve',
      confidence: 0,
      reason: say('picture.questionUnknown', { error: messageOf(error) }),
    };
  }
}

/** Nothing is known of its size, so it counts as the largest that the model sees. */
function leftUnread({ model }: PictureTask, reason: string): PictureVerdict {
  const tokens = imageTokens(resolveModel(model).image, { width: 0, height: 0 });
  return { technique: 'preserve', confidence: 1, tokensBefore: tokens, tokensAfter: tokens, reason };
}

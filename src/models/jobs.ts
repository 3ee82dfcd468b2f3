import type { PictureTask, PictureVerdict } from '../engine/images/pictureTask.ts';
import type { PictureRoute, TechniqueName } from '../engine/images/technique.ts';
import type { Onnx, RuntimeFacts } from './onnx.ts';

/** Downloaded models. */
export interface ModelFolders {
  /** A router in place of the shipped one. */
  readonly routerFolder?: string;
  /** SigLIP, which nothing shipped stands for. */
  readonly siglipFolder?: string;
}

/** Where the model process finds what it needs. Only local folders: this process has no way to the network. */
export interface ModelSettings extends ModelFolders {
  /** Folder of the models that ship with Headroom. */
  readonly shippedFolder: string;
  /** `cpu`, `cuda`, …; the best available when absent. */
  readonly device?: string;
}

/** What the router makes of a question. */
export interface QuestionRoute extends PictureRoute {
  /** Calibrated probability per technique; they add up to 1. */
  readonly scores: Readonly<Record<TechniqueName, number>>;
}

/** A picture to be judged. After `deadlineAt` (milliseconds since the epoch) nobody waits, and it is not begun. */
export interface PictureRequest {
  readonly task: PictureTask;
  readonly deadlineAt?: number;
}

/** Everything the model process can be asked: one row per job, with its request and its answer. */
export interface Jobs {
  /** Loads what pictures are likely to need, so that the first of them does not wait for it. */
  readonly prepare: { readonly request: Readonly<Record<string, never>>; readonly answer: 'ready' };
  /** Rejects where no picture can be judged at all. */
  readonly describe: { readonly request: Readonly<Record<string, never>>; readonly answer: RuntimeFacts };
  readonly route: { readonly request: { readonly question: string }; readonly answer: QuestionRoute };
  readonly judgePicture: { readonly request: PictureRequest; readonly answer: PictureVerdict };
}

export type JobName = keyof Jobs;

/** Answers one kind of job, inside the model process. A rejection fails the job with its message. */
export type JobHandler<Name extends JobName> = (request: Jobs[Name]['request']) => Promise<Jobs[Name]['answer']>;

export type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };

/** What handlers are built from. */
export interface JobContext {
  readonly settings: ModelSettings;
  /** The ONNX runtime, loaded at the first call; rejects with the reason when none loads. */
  readonly onnx: () => Promise<Onnx>;
}

/** What crosses to the model process and back. Bytes inside are copied as they are. */
export type JobMessage<Name extends JobName = JobName> = {
  readonly [Each in Name]: {
    readonly id: number;
    readonly name: Each;
    readonly request: Jobs[Each]['request'];
  };
}[Name];

export type JobReply =
  | { readonly id: number; readonly kind: 'done'; readonly answer: Jobs[JobName]['answer'] }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };

/** How a job ended, for the one who asked. A failure says what is in the way, so that the picture goes as it is. */
export type JobOutcome<Name extends JobName> =
  | { readonly kind: 'done'; readonly answer: Jobs[Name]['answer'] }
  | { readonly kind: 'failed'; readonly reason: string };

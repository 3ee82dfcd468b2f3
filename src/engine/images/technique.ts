/** What can be done with a picture, given the question that it was sent with. */
export const techniques = ['full_low', 'preserve', 'crop', 'transcode'] as const;

/**
 * `full_low`: the whole of it, coarser. `crop`: the region that was asked about, as fine as before. `transcode`: its text in
 * place of its pixels. `preserve`: as it came.
 */
export type TechniqueName = (typeof techniques)[number];

/** What the question asks of the picture. Doubt is `preserve`. */
export interface PictureRoute {
  readonly technique: TechniqueName;
  /** Calibrated, between 0 and 1. */
  readonly confidence: number;
  /** Why it is `preserve` although another technique seemed likelier. */
  readonly reason?: string;
}

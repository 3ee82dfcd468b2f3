import type { WrittenPicture } from './drawPages.ts';
import { type ReadPicture, readPictures } from './readPictures.ts';

/** What one process of its own reads, and the memory that it took at its highest. */
export interface ReadInProcess {
  readonly read: readonly ReadPicture[];
  readonly megabytes: number;
}

process.once('message', async (pictures: readonly WrittenPicture[]) => {
  const read = await readPictures(pictures);
  const answer: ReadInProcess = { read, megabytes: process.resourceUsage().maxRSS / 1024 };
  process.send?.(answer, () => process.exit(0));
});

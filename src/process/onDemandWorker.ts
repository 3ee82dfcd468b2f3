import { OptionError } from '../shared/options.ts';
import { answerCalls } from './answerCalls.ts';
import type { CompressionAnswer, CompressionQuestion } from './compressions.ts';
import { compressUnder } from './onDemand.ts';
import { readPosted } from './postedCompression.ts';
import { resultDocument } from './resultDocument.ts';

/** Thread that compresses what is posted to us, so that the relay never waits for it. */
answerCalls<CompressionQuestion, CompressionAnswer>(async ({ posted, key }) => {
  try {
    const { originals, ...result } = await compressUnder(readPosted(posted), key);
    return { kind: 'compressed', document: resultDocument(result), originals };
  } catch (error) {
    if (error instanceof OptionError) return { kind: 'refused', message: error.message };
    throw error;
  }
});

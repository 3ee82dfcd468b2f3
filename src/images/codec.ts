import type SharpModule from 'sharp';
import { isAbsent } from '../models/isAbsent.ts';

export type Sharp = typeof SharpModule;

/** The loaders for what providers accept; nothing else is ever parsed, whatever a file claims to be. */
const loaders = ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'];

/**
 * Loads the image codec: native where its package is there, else its wasm build. Not more than two threads, and no cache of
 * pictures between jobs.
 */
export async function loadCodec(): Promise<Sharp> {
  const { default: sharp } = await importSharp();
  sharp.concurrency(2);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: loaders });
  return sharp;
}

async function importSharp(): Promise<{ readonly default: Sharp }> {
  try {
    return await import('sharp');
  } catch (error) {
    throw isAbsent(error, 'sharp') ? new Error('sharp is not installed (npm install sharp)', { cause: error }) : error;
  }
}

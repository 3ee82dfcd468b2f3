import { createHmac } from 'node:crypto';

/** Letters and digits that cannot be mistaken for each other when a model or a person copies them. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const handleLength = 10;

/** What a handle looks like, for markers and for checking input. */
export const handlePattern = new RegExp(`^[${alphabet}]{${handleLength}}$`);

/**
 * Stands for the handle of an original that is not kept, and is never shown. It has as many tokens as most handles have, so
 * that what is only planned weighs as much as what is sent; single handles have up to three more or fewer.
 */
export const unkeptHandle = 'unk3pt9q7x';

/**
 * The short name of an original: keyed and scoped to a project, so that knowing a text does not give its handle. About
 * 49 bits, so a store of a million originals collides with a chance of about one in a thousand; the store compares texts.
 */
export function makeHandle(key: Uint8Array, project: string, text: string): string {
  const digest = createHmac('sha256', key).update(project).update('\0').update(text).digest();
  let rest = digest.readBigUInt64BE(0);
  let handle = '';
  const base = BigInt(alphabet.length);
  for (let i = 0; i < handleLength; i++) {
    handle += alphabet[Number(rest % base)] ?? '';
    rest /= base;
  }
  return handle;
}

const open = 0;
const taken = 1;
const withdrawn = 2;

/**
 * Settles a race between threads over one piece of work: the writer takes the claim or its owner withdraws it, never both.
 * Plain shared memory, so that it crosses to the thread of the store.
 */
export type Claim = Int32Array<SharedArrayBuffer>;

export function newClaim(): Claim {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** The writer's last step before the work cannot be undone. False when nobody wants it any more. */
export function takeClaim(claim: Claim): boolean {
  return Atomics.compareExchange(claim, 0, open, taken) === open;
}

/** False when the writer is already at it: then only its end tells what holds. */
export function withdrawClaim(claim: Claim): boolean {
  return Atomics.compareExchange(claim, 0, open, withdrawn) === open;
}

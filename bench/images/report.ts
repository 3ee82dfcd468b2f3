/** What a part of the bench found broken, in words; empty when every promise held. */
export type Broken = readonly string[];

/** A promise about a share that must not be smaller. */
export function atLeast(promised: number, share: number, what: string): Broken {
  return share >= promised ? [] : [`${what}: ${percent(share)} instead of ${percent(promised)}`];
}

/** A promise about a quantity that must not be larger. */
export function atMost(promised: number, value: number, what: string): Broken {
  return value <= promised ? [] : [`${what}: ${value.toFixed(1)} instead of ${promised}`];
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function mean<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0) / all.length;
}

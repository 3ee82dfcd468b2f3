/** Quantile of Student's t distribution for `degrees` of freedom from 3 upwards, to three digits. */
export function studentQuantile(probability: number, degrees: number): number {
  const z = normalQuantile(probability);
  // The expansion of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, i) => sum + term / degrees ** i, 0);
}

/** By bisection on the error function: slow, short, and exact enough for the few calls there are. */
function normalQuantile(probability: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Share of the normal distribution below `z`, by its series (Abramowitz and Stegun, 26.2.11). */
function normalShare(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < 200 && Math.abs(term) > 1e-16 * Math.abs(sum); n++) {
    term *= z ** 2 / (2 * n + 1);
    sum += term;
  }
  return 0.5 + sum * (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI));
}

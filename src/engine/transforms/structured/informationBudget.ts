/**
 * Characters to keep of values that take `size` characters: about half of a small document, ever smaller shares of larger
 * ones, since what is said twice as long rarely says twice as much.
 */
export function budgetFor(size: number, generosity: number): number {
  return generosity * 9 * size ** (2 / 3);
}

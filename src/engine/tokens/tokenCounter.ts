/** Counts the tokens of plain text for one model. Pure and linear in the length of the text, whatever the text. */
export interface TokenCounter {
  /** Name of the vocabulary, e.g. `o200k_base`. */
  readonly encoding: string;
  /** Half-width of the error band as a share of the count; 0 when the model's tokenizer is public and implemented. */
  readonly errorBand: number;
  count(text: string): number;
}

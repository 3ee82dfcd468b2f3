/** Limits for one tool, command or file glob; `off` never touches its results. */
export type ToolProfile = 'off' | ToolLimits;

export interface ToolLimits {
  /** Items of a JSON array, counted from its start. */
  readonly maxArrayItems?: number;
  /** Characters of a string in JSON, or of a line of other text. */
  readonly maxStringLength?: number;
  /** Levels of nested JSON. */
  readonly maxDepth?: number;
  /** Lines of text other than JSON: different errors, then the first and the last. */
  readonly maxLines?: number;
}

const toolLimits: readonly string[] = ['maxArrayItems', 'maxStringLength', 'maxDepth', 'maxLines'];

/** What fits, for messages to people. */
export const toolProfileForms = `"off" or limits (${toolLimits.join(', ')}: whole numbers from 1) per tool, command, file glob or "PROJECT: key"`;

/** A profile from untrusted input, with the seeds' snake_case names; `undefined` when it is none. */
export function fitToolProfile(entry: unknown): ToolProfile | undefined {
  if (entry === 'off') return 'off';
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const limits = Object.entries(entry).map(
    ([key, limit]) => [key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), limit] as const,
  );
  const fits = limits.every(
    ([key, limit]) => toolLimits.includes(key) && Number.isInteger(limit) && Number(limit) >= 1,
  );
  return fits ? (Object.fromEntries(limits) as ToolProfile) : undefined;
}

/** What the proxy may do to a request: `off` relays and records nothing, `audit` records, `simulate` also plans, `optimize` edits. */
export const modes = ['off', 'audit', 'simulate', 'optimize'] as const;
export type Mode = (typeof modes)[number];

/** A named set of option values: `lossless` only rewrites, `balanced` omits with retrieval where it pays, `agent-90` is aggressive. */
export const profiles = ['lossless', 'balanced', 'agent-90'] as const;
export type Profile = (typeof profiles)[number];

export function isMode(value: unknown): value is Mode {
  return modes.some(mode => mode === value);
}

export function isProfile(value: unknown): value is Profile {
  return profiles.some(profile => profile === value);
}

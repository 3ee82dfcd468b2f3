/** What the proxy may do to a request: `off` relays and records nothing, `audit` records, `simulate` also plans, `optimize` edits. */
export const modes = ['off', 'audit', 'simulate', 'optimize'] as const;
export type Mode = (typeof modes)[number];

/** A named set of option values: `lossless` only rewrites, `balanced` omits with retrieval where it pays, `agent-90` is aggressive. */
export const profiles = ['lossless', 'balanced', 'agent-90'] as const;
export type Profile = (typeof profiles)[number];

/** What each mode does to a request, in the words of pickers, settings and the panel. */
export const modeSummaries: Readonly<Record<Mode, string>> = {
  off: 'Relay only. Nothing is recorded, nothing is changed.',
  audit: 'Relay, record and analyse. Requests stay as the client sent them.',
  simulate: 'Audit, and work out what optimize would have saved. Requests stay as the client sent them.',
  optimize: 'New tool results go upstream smaller. Every original can be had back.',
};

export const profileSummaries: Readonly<Record<Profile, string>> = {
  lossless: 'Rewrites only that keep every value.',
  balanced: 'Leaves parts out where that pays, and keeps the originals for retrieval.',
  'agent-90': 'Leaves out as much as it safely can; expect more retrievals.',
};

export function isMode(value: unknown): value is Mode {
  return modes.some(mode => mode === value);
}

export function isProfile(value: unknown): value is Profile {
  return profiles.some(profile => profile === value);
}

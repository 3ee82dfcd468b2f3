/** A kind of credential that is recognisable by its form. Every pattern is linear: no nested or overlapping repetition. */
interface SecretForm {
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * Forms with a fixed prefix or frame, as their issuers document them (read 2026-11). A miss costs privacy and a false alarm
 * costs only savings, so each errs towards alarm.
 */
const forms: readonly SecretForm[] = [
  // With all behind the frame's head: up to its foot, or, where the text was cut before, as far as it goes on.
  {
    name: 'private key',
    pattern:
      /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{0,20000}?-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|[^-]*)/,
  },
  { name: 'AWS access key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/ },
  { name: 'Anthropic key', pattern: /\bsk-ant-[\w-]{20,}/ },
  { name: 'OpenAI key', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,}/ },
  { name: 'GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50,})/ },
  { name: 'GitLab token', pattern: /\bglpat-[\w-]{20}/ },
  { name: 'Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,}/ },
  { name: 'Google API key', pattern: /\bAIza[\w-]{35}\b/ },
  { name: 'Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/ },
  { name: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'PyPI token', pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{20,}/ },
  { name: 'Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/ },
  { name: 'SendGrid key', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}/ },
  { name: 'JSON web token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/ },
  { name: 'bearer token', pattern: /\bauthorization["']?\s?[:=]\s?["']?(?:bearer|basic|token) [\w.+/=-]{16,}/i },
  { name: 'password in a URL', pattern: /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s:@/'"]{1,64}:[^\s:@/'"]{3,128}@[\w.-]/i },
];

/** Quotes may be those of a JSON text inside another one. */
const assignment =
  /\b[\w.-]{0,40}(?:(?:api|access|account|private|secret|signing|encryption)[_-]?key|secret|passw(?:or)?d|(?:access|auth)[_-]?token)(?:\\{0,3}["'])?\s{0,4}[:=]{1,2}\s{0,4}(?:\\{0,3}["'])?([\w+/=.$!@#%^&*-]{12,200})/gi;

const everyForm = forms.map(({ name, pattern }) => ({
  pattern: new RegExp(pattern.source, `${pattern.flags}g`),
  instead: `[redacted: ${name}]`,
}));

/** Names the kind of the first secret in a text, or `undefined`. Never returns the secret itself. */
export function findSecret(text: string): string | undefined {
  const known = forms.find(form => form.pattern.test(text));
  if (known !== undefined) return known.name;
  for (const match of text.matchAll(assignment)) {
    if (looksRandom(match[1] ?? '')) return 'assigned credential';
  }
  return undefined;
}

/** Replaces every recognisable secret, for texts that are recorded although they hold one. */
export function redactSecrets(text: string): string {
  const framed = everyForm.reduce((rest, { pattern, instead }) => rest.replace(pattern, instead), text);
  return framed.replace(assignment, (whole, value: string) =>
    looksRandom(value) ? `${whole.slice(0, whole.length - value.length)}[redacted: credential]` : whole,
  );
}

/** Random values mix letters with digits and rarely repeat a character; words, paths and code names do not. */
function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || /^[a-z_$][\w$]*(?:\.[a-z_$][\w$]*)+$/i.test(value)) return false;
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let entropyBits = 0;
  for (const count of counts.values()) entropyBits -= (count / value.length) * Math.log2(count / value.length);
  return entropyBits >= 3.2;
}

/**
 * Words that say that something went wrong, as tools write them. A line with one of them is kept or counted with care;
 * a false alarm costs a few tokens, a missed one costs the answer.
 */
const alarm =
  /\b(?:errors?|err|e?fail(?:ed|ure|ures|s|ing)?|fatal|panic(?:ked)?|critical|crit|emerg|alert|severe|exceptions?|traceback|abort(?:ed|ing)?|denied|refused|unable|cannot|can't|could not|couldn't|not found|no such|invalid|undefined|unhandled|rejected|timed? ?out|timeout|killed|crash(?:ed)?|corrupt(?:ed)?|segfault|assert(?:ion)?|conflict|missing|unreachable|oom(?:killed)?|out of memory|deadlock|not ok|backoff|unhealthy)\b|\b[A-Z][A-Za-z]*(?:Error|Exception)\b|\bE[A-Z]{4,}\b|[a-z](?:BackOff|Failed|Killed|Error)\b|npm ERR!|✖|✗|✘|❌|×\s/i;

const warning = /\b(?:warn(?:ing|ings)?|deprecated|deprecation)\b|⚠/i;

/** Counts of nothing: `0 errors`, `failed: 0`, `fail 0`. They reassure and are no alarm of their own. */
const reassurance =
  /\b(?:0|no) (?:errors?|failures?|failed|vulnerabilities|warnings?)\b|\b(?:errors?|failures?|failed|fail)[:=]? ?0\b/gi;

export function isAlarming(line: string): boolean {
  if (!alarm.test(line)) return false;
  return alarm.test(line.replace(reassurance, ''));
}

export function isWarning(line: string): boolean {
  return warning.test(line);
}

/** A word that names a level: two lines that differ in it are never one template. */
export function isLevelWord(token: string): boolean {
  return level.test(token);
}

const level =
  /^[[(<]?(?:trace|debug|verbose|silly|http|info|notice|warn|warning|err|error|fatal|crit|critical|alert|emerg|panic|severe|ok|not|pass|passed|fail|failed|skip|skipped|get|post|put|delete|patch|head)[\])>]?:?$/i;

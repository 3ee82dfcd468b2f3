/**
 * Words that say that something went wrong, in any spelling of case. A line with one of them is kept or counted with care;
 * a false alarm costs a few tokens, a missed one costs the answer.
 */
const alarmWord =
  /\b(?:errors?|errored|err|e?fail(?:ed|ure|ures|s|ing)?|fatal|panic(?:ked)?|critical|crit|emerg|alert|severe|exceptions?|traceback|abort(?:ed|ing)?|denied|refused|forbidden|unauthorized|not permitted|unable|cannot|can't|could not|couldn't|not found|no such|invalid|illegal|undefined|unhandled|uncaught|rejected|timed? ?out|timeout|killed|crash(?:ed)?|corrupt(?:ed)?|segfault|segmentation fault|core dumped|overflow|assert(?:ion)?|conflicts?|missing|mismatch|unreachable|unsupported|exhausted|oom(?:killed)?|out of memory|deadlock|not ok|backoff|unhealthy|non-zero|exit(?:ed with)?(?: code| status)? [1-9]\d*)\b/i;

/**
 * Names that are alarming only as they are spelled: `TypeError`, but not `terror`; `CrashLoopBackOff`, `OOMKilled`, but not
 * `skilled`; `ERR_MODULE_NOT_FOUND`, `SIGSEGV`.
 */
const alarmName =
  /[A-Za-z](?:Error|Exception|Failure|Failed|Killed|BackOff)\b|\bERR_[A-Z]|\bSIG(?:ABRT|BUS|FPE|ILL|KILL|SEGV)\b|[✖✗✘❌]|^\s*×\s/;

/** Codes of the operating system and of npm. Listed, since other words in capitals (`EMPTY`, `ENABLED`) begin alike. */
const errorCode =
  /\bE(?:ACCES|ADDRINUSE|ADDRNOTAVAIL|AGAIN|AI_[A-Z]+|BADENGINE|BADF|BADPLATFORM|BUSY|CONN(?:ABORTED|REFUSED|RESET)|CANCELED|DEADLK|DQUOT|EXIST|FAULT|FBIG|HOSTDOWN|HOSTUNREACH|ILSEQ|INTEGRITY|INTR|INVAL|IO|ISCONN|ISDIR|JSONPARSE|LIFECYCLE|LOOP|MFILE|MLINK|MSGSIZE|NAMETOOLONG|NEEDAUTH|NETDOWN|NETRESET|NETUNREACH|NFILE|NOBUFS|NODEV|NOENT|NOEXEC|NOLCK|NOMEM|NOSPC|NOSYS|NOTCONN|NOTDIR|NOTEMPTY|NOTFOUND|NOTSOCK|NOTSUP|NOTTY|NXIO|OPNOTSUPP|OTP|OVERFLOW|PERM|PIPE|PROTO|RANGE|RESOLVE|ROFS|SOCKETTIMEDOUT|SPIPE|SRCH|STALE|TARGET|TIMEDOUT|TIMEOUT|TXTBSY|USAGE|XDEV|\d{3,4})\b/;

const warningWord = /(?<![\w-])(?:warn(?:ing|ings)?|deprecat(?:ed|ion)(?!"\s?:))(?![\w-])|⚠/i;
const warningName = /[a-z]Warning\b/;

/** Counts of nothing: `0 errors`, `failed: 0`, `"error": null`. They reassure and are no alarm of their own. */
const reassurance =
  /\b(?:0|no|without(?: any)?) (?:errors?|failures?|failed|failing|exceptions?|conflicts?|vulnerabilities|warnings?)\b|\b(?:errors?|failures?|failed|fail|exceptions?)"?[:=]? ?0\b|\b(?:0|none|nothing) missing\b|"[^"\s]{1,60}"\s?:\s?(?:false|null|0|""|\[\s?\]|\{\s?\})(?=\s*(?:[,}\]]|$))/gi;

export function isAlarming(line: string): boolean {
  if (alarmName.test(line) || errorCode.test(line)) return true;
  return alarmWord.test(line) && alarmWord.test(line.replace(reassurance, ''));
}

/** Offsets in a text at which it begins to tell of an error or a warning, ascending. */
export function alarmOffsets(text: string): readonly number[] {
  const reassured = [...text.matchAll(reassurance)];
  const words = [alarmWord, warningWord].flatMap(word => {
    const isReassuring = isInside(reassured);
    return offsetsOf(word, text).filter(offset => !isReassuring(offset));
  });
  const names = [alarmName, errorCode, warningName].flatMap(name => offsetsOf(name, text));
  return [...new Set([...words, ...names])].sort((a, b) => a - b);
}

function offsetsOf(pattern: RegExp, text: string): number[] {
  return Array.from(text.matchAll(new RegExp(pattern, `${pattern.flags}g`)), match => match.index);
}

/** For offsets that ascend. */
function isInside(matches: readonly RegExpExecArray[]): (offset: number) => boolean {
  let next = 0;
  return offset => {
    while (endOf(matches[next]) <= offset) next += 1;
    return offset >= (matches[next]?.index ?? Number.POSITIVE_INFINITY);
  };
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? Number.POSITIVE_INFINITY : match.index + match[0].length;
}

export function isWarning(line: string): boolean {
  if (warningName.test(line)) return true;
  return warningWord.test(line) && warningWord.test(line.replace(reassurance, ''));
}

/** A word that names a level: two lines that differ in it are never one template. */
export function isLevelWord(token: string): boolean {
  return level.test(token);
}

const level =
  /^[[(<]?(?:trace|debug|verbose|silly|http|info|notice|warn|warning|err|error|fatal|crit|critical|alert|emerg|panic|severe|ok|not|pass|passed|fail|failed|skip|skipped|get|post|put|delete|patch|head)[\])>]?:?$/i;

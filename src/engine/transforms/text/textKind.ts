import { splitJson } from '../structured/json/jsonSections.ts';
import { parseYaml } from '../structured/yaml/yamlTree.ts';

/** True for JSON, XML, HTML and YAML, whose structure other transforms know better than their lines. */
export function isStructuredText(text: string): boolean {
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('<') && /^<[?!a-zA-Z]/.test(start)) return true;
  if (!/^(?:\{|\[\s*(?:[{["\]\d-]|true|false|null))/.test(start)) return parseYaml(text) !== undefined;
  return /[}\]]\s*$/.test(text.slice(-200)) || isMostlyJson(text);
}

/** Clients cut long outputs, and tools add a note behind them: then the text ends like anything else. */
function isMostlyJson(text: string): boolean {
  const sections = splitJson(text) ?? [];
  const plain = sections.reduce((sum, section) => sum + (section.kind === 'text' ? section.text.length : 0), 0);
  return sections.length > 0 && plain < text.length / 2;
}

/** How far into a text its kind is looked for. */
const probed = 20_000;
const diffHead = /^diff --git |^--- .*\n\+\+\+ |^@@ -\d/m;
const diffLine =
  /^(?:diff |index [\da-f]+\.\.|--- |\+\+\+ |@@ |new file |deleted file |old mode |new mode |similarity |rename |Binary files )/;

/** True when most lines are those of a diff, whatever is printed in them; a test report may quote a short diff. */
export function isDiff(text: string): boolean {
  const start = text.slice(0, probed);
  if (!diffHead.test(start)) return false;
  const lines = start.split('\n');
  let old = 0;
  let now = 0;
  let covered = 0;
  for (const line of lines) {
    const head = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (head !== null) [old, now] = [Number(head[1] ?? 1), Number(head[2] ?? 1)];
    else if (old > 0 || now > 0) {
      if (!line.startsWith('+')) old -= 1;
      if (!line.startsWith('-')) now -= 1;
    } else if (!diffLine.test(line)) continue;
    covered += 1;
  }
  return covered * 2 >= lines.length;
}

/** Words that sentences need and reports of programs seldom have twice in a line. */
const sentenceWord = /\b(?:the|of|and|or|to|in|is|are|this|that|with|for|you|any|not|be|by|as|it|from|without)\b/gi;

/** Licences, manuals, articles: their lines may repeat, but they are sentences and no events. */
export function looksLikeProse(lines: readonly string[]): boolean {
  let seen = 0;
  let sentences = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    seen += 1;
    if ((line.slice(0, 200).match(sentenceWord)?.length ?? 0) >= 2) sentences += 1;
  }
  return seen > 0 && sentences > seen * 0.35;
}

const bullet = /^\s*[*+•-] \S|^\s*\|.*\|\s*$/;
/** Headings of a level that no report uses, code in fences, and the fields of licence files. */
const landmark = /^#{2,6} \S|^ {0,3}```|^(?:Files|License|Copyright|Upstream-Name):/;
const leastLandmarks = 4;

/** Changelogs, manuals and licence files: written for readers, whatever repeats in them. */
export function looksLikeMarkup(lines: readonly string[]): boolean {
  const filled = lines.filter(line => line.trim() !== '');
  const landmarks = filled.filter(line => landmark.test(line)).length;
  if (landmarks >= Math.max(leastLandmarks, filled.length * 0.01)) return true;
  return filled.filter(line => bullet.test(line)).length > filled.length * 0.35;
}

/** Reports begin their lines at the margin; documents, listings and dumps indent what belongs to a heading. */
export function isMostlyIndented(lines: readonly string[]): boolean {
  const filled = lines.filter(line => line.trim() !== '');
  return filled.filter(line => /^\s/.test(line)).length * 2 > filled.length;
}

/** How lines of programs begin and end, and lines of reports do not. Stack frames end like code, so they do not count. */
const codeLine =
  /[;{}]\s*$|^\s.*[(,[]\s*$|^\s*(?:\/\/|\/?\*|#include|import |export |const |let |var |function |def |class |return\b|if |for |while |public |private |static )/;
const frame = /^\s*at\s|^\s*File "/;

export function looksLikeCode(lines: readonly string[]): boolean {
  let code = 0;
  let seen = 0;
  for (const line of lines) {
    if (line.trim() === '' || frame.test(line)) continue;
    seen += 1;
    if (line.length < 400 && codeLine.test(line)) code += 1;
  }
  return seen > 0 && code > seen * 0.4;
}

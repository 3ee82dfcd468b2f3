import { settledText } from '../../src/engine/transforms/text/settleTerminal.ts';
import type { Outcome } from './compressItem.ts';
import { falseFigures } from './figures.ts';

/** Numbers and ids in an output that its original does not hold, apart from counts that are marked as ours. */
export function findFalsehoods(outcome: Outcome): readonly string[] {
  if (outcome.grade !== 'omission')
    return outcome.grade === 'decodable' && !outcome.isDecoded ? ['does not decode'] : [];
  // Escape sequences stand between the parts of a place; an omission shows what a terminal shows.
  const shown = `${outcome.original}\n${settledText(outcome.original)}`;
  const known = new Set(tokensOf(shown));
  const claims = withoutOwnWords(outcome.output, outcome.original);
  const invented = [...new Set(tokensOf(claims).filter(token => !known.has(token) && !isFoundInParts(token, shown)))];
  return [...invented, ...falseFigures(outcome.original, outcome.output)];
}

/** Numbers of at least four digits or with parts, and hexadecimal ids. */
function tokensOf(text: string): string[] {
  return text.match(/\d+(?:[.:-]\d+)+|\d{4,}|\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/g) ?? [];
}

/** `318-344` names two numbers of the original; a longer number may hold a shorter one. */
function isFoundInParts(token: string, original: string): boolean {
  const ends = /^(\d+)-(\d+)$/.exec(token);
  return original.includes(token) || (ends?.slice(1).every(end => original.includes(end)) ?? false);
}

/** A gap `[… 150 lines, 2-151]` counts its lines right and lies within the original; `[… 40 characters]` is no longer than it. */
function gapIsTrue(gap: string, lines: number, original: string): boolean {
  const characters = /^\[… ([\d,]+) characters\]$/.exec(gap)?.[1];
  if (characters !== undefined) return Number(characters.replaceAll(',', '')) < original.length;
  const [, count = '', from = '', to = ''] = /([\d,]+) \w+, (\d+)-(\d+)/.exec(gap) ?? [];
  return Number(count.replaceAll(',', '')) === Number(to) - Number(from) + 1 && Number(to) <= lines;
}

/** Leaves out markers, counts and row numbers after having checked those that can be checked here. */
function withoutOwnWords(output: string, original: string): string {
  const lines = original.split('\n');
  let isInTable = false;
  let places: ReadonlySet<string> | undefined;
  return output
    .replace(/\[headroom: [^\]]*\]|<headroom:[^>]*>|\{"__headroom_truncated": \d+\}|×[\d,]+/g, ' ')
    .replace(/\[… [^\]]*\]/g, gap => (gapIsTrue(gap, lines.length, original) ? ' ' : gap))
    .split('\n')
    .map(line => {
      if (/^.*\d+ rows, \d+ shown: #/.test(line)) isInTable = true;
      if (/^[\]}]/.test(line)) [isInTable, places] = [false, undefined];
      const [, place] = /\d+ rows by \S.* with their ([\w.]+:[\w.]+)/.exec(line) ?? [];
      if (place !== undefined) places = placesIn(original, place);
      if (places !== undefined) return withoutPlaces(line, places);
      const [whole, number, rest = ''] = /^(\d+)[,\t;|:](.*)$/.exec(line) ?? [];
      if (whole !== undefined && (isInTable || lines[Number(number) - 1]?.replace(/\r$/, '') === rest)) return rest;
      return line.replace(/^over all [\d,]+:/, '').replace(/\d+ rows, \d+ shown:/, '');
    })
    .join('\n');
}

/** Places of findings as `line:column`, found by the names of the two members near each other. */
function placesIn(original: string, names: string): ReadonlySet<string> {
  const [line = '', column = ''] = names.split(':').map(name => name.slice(name.lastIndexOf('.') + 1));
  const pattern = new RegExp(`"${line}":\\s*(\\d+),[^{}]{0,200}?"${column}":\\s*(\\d+)`, 'g');
  const reversed = new RegExp(`"${column}":\\s*(\\d+),[^{}]{0,200}?"${line}":\\s*(\\d+)`, 'g');
  return new Set([
    ...[...original.matchAll(pattern)].map(([, row, at]) => `${row}:${at}`),
    ...[...original.matchAll(reversed)].map(([, at, row]) => `${row}:${at}`),
  ]);
}

/** A line such as `semi,2,Missing semicolon. ×2: 1:13 3:32` without the places that are in the original. */
function withoutPlaces(line: string, places: ReadonlySet<string>): string {
  const [, label = line, list = ''] = /^(.*): ((?:\d+:\d+ ?)+…?)$/.exec(line) ?? [];
  return [label, ...list.split(' ').filter(place => !places.has(place))].join(' ');
}

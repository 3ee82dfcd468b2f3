import { say } from '../../shared/sentences/say.ts';
import type { LocalDetector } from './finding.ts';
import { lineOf } from './lineOf.ts';

const page = /<!doctype html|<html[\s>]|<body[\s>]/i;
const noise = /<(script|style|svg|noscript)\b[^>]*>[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<\/?[a-z][^>]{0,2000}>/gi;

/** Tags, scripts, styles and comments of a web page; the words between them are what a model reads. */
export const findHtmlNoise: LocalDetector = (text, counter) => {
  const start = text.search(page);
  if (start === -1) return undefined;
  const words = text
    .slice(start)
    .replace(noise, ' ')
    .replace(/\s{2,}/g, ' ');
  const tokens = counter.count(text.slice(start)) - counter.count(words);
  return { category: 'htmlNoise', tokens, line: lineOf(text, start), what: say('what.html') };
};

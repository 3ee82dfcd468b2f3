import { asksBeside } from './asksBeside.ts';
import type { ImageSize } from './imageTokens.ts';
import { type PictureText, type ReadLine, textOfLine } from './readText.ts';
import { type Box, bottom, boxWithin, right } from './region.ts';

/** What a question names in a picture, and where it was found. */
export interface FoundElement {
  readonly name: string;
  readonly box: Box;
}

/** Lines of text around an element that belong to it: a button's dialog, a label's field. */
const surroundingLines = 4;

/**
 * Finds what a question names by its text (`the "Save" button`) or by a printed line number (`line 42`). Nothing, when it is
 * not there or there more than once, or when the question is about what lies beside it: then no box is better than a wrong one.
 */
export function askedElement(question: string, text: PictureText, size: ImageSize): FoundElement | undefined {
  if (asksBeside(question)) return undefined;
  const number = /\b(?:line|row|zeile|ligne|línea)\s+(\d{1,5})\b|第\s*(\d{1,5})\s*行/i.exec(question);
  if (number !== null) {
    const asked = number[1] ?? number[2] ?? '';
    const found = text.lines.filter(({ words }) => words[0]?.text.replace(/[.:|)]+$/, '') === asked);
    return only(found, line => ({ name: `line ${asked}`, box: strip(line, size) }));
  }
  const label = labelIn(question);
  if (label === undefined) return undefined;
  const found = text.lines.flatMap(line => boxesOf(label, line));
  return only(found, box => ({ name: `“${label}”`, box: around(box, size) }));
}

const quoted = /["“”„«»`']([^"“”„«»`']{2,60})["“”„«»`']/;
const kindsOfElements =
  'button|menu|tab|link|field|label|dialog|checkbox|icon|heading|section|column|panel|box|toggle|dropdown';
const named = new RegExp(`\\bthe\\s+((?:[\\p{Lu}\\d][\\p{L}\\p{N}&+-]*\\s+){1,4})(?:${kindsOfElements})\\b`, 'u');

/** Words in quotation marks, or capitalised before what kind of element it is. */
function labelIn(question: string): string | undefined {
  return quoted.exec(question)?.[1]?.trim() ?? named.exec(question)?.[1]?.trim();
}

function boxesOf(label: string, line: ReadLine): readonly Box[] {
  const wanted = wordsOf(label);
  if (wanted.length === 0) return [];
  return line.words.flatMap((_, at) => {
    const parts = line.words.slice(at, at + wanted.length);
    if (!wanted.every((word, i) => reads(parts[i]?.text ?? '', word))) return [];
    return [hull(parts.map(({ box }) => box))];
  });
}

/** Without what ends a sentence; other signs are part of a label: `C++` is no `C`, and `>>` is no `|`. */
function wordsOf(label: string): readonly string[] {
  return plain(label)
    .replace(/(?<![.,;:!?…\s])[.,;:!?…\s]+$/, '')
    .split(/\s+/)
    .filter(word => word !== '');
}

/** Whether a word in the picture is this one, as it stands there or without the brackets and stops around it. */
function reads(text: string, word: string): boolean {
  const read = plain(text);
  return read === word || read.replace(/^["'“„«([{]+|["'”»)\]}.,;:!?…]+$/g, '') === word;
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('’', "'");
}

function hull(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(box => box.left));
  const top = Math.min(...boxes.map(box => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map(right)) - left,
    height: Math.max(...boxes.map(bottom)) - top,
  };
}

function only<T>(found: readonly T[], name: (one: T) => FoundElement): FoundElement | undefined {
  const [one, another] = found;
  return one === undefined || another !== undefined ? undefined : name(one);
}

/** The whole width, with the lines above and below. */
function strip({ box }: ReadLine, size: ImageSize): Box {
  const reach = box.height * surroundingLines;
  return boxWithin(size, { left: 0, top: box.top - reach, right: size.width, bottom: bottom(box) + reach });
}

function around(box: Box, size: ImageSize): Box {
  const reach = { x: Math.max(box.width, box.height * 8), y: box.height * 2 * surroundingLines };
  return boxWithin(size, {
    left: box.left - reach.x,
    top: box.top - reach.y,
    right: right(box) + reach.x,
    bottom: bottom(box) + reach.y,
  });
}

/** The lines as one text, for looking at. */
export function plainText({ lines }: PictureText): string {
  return lines.map(textOfLine).join('\n');
}

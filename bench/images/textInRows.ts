/** A word where a browser drew it, in CSS pixels. */
export interface DrawnWord {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** To be evaluated in a page: every word that is drawn on it, as `DrawnWord`. */
export const wordsOnPage = `(() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const match of node.data.matchAll(/\\S+/g)) {
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      if (right > left) words.push({ text: match[0], left, right, top, bottom });
    }
  }
  return words;
})()`;

/** Pieces of one word, coloured apart, touch each other; words do not. */
const touching = 1;

/**
 * What a page says, row by row across its columns: the order in which a picture is read whose layout is kept. The order of
 * its elements would be another one, wherever columns stand side by side.
 */
export function textInRows(words: readonly DrawnWord[]): string {
  const rows: DrawnWord[][] = [];
  for (const word of words.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const row = rows.findLast(([first]) => first !== undefined && isBeside(first, word));
    if (row === undefined) rows.push([word]);
    else row.push(word);
  }
  return rows.map(textOfRow).join('\n');
}

function textOfRow(row: readonly DrawnWord[]): string {
  const inOrder = row.toSorted((a, b) => a.left - b.left);
  return inOrder.reduce((text, word, at) => {
    const previous = inOrder[at - 1];
    const space = previous === undefined || word.left - previous.right < touching ? '' : ' ';
    return text + space + word.text;
  }, '');
}

function isBeside(a: DrawnWord, b: DrawnWord): boolean {
  return Math.abs(middleOf(a) - middleOf(b)) < Math.min(a.bottom - a.top, b.bottom - b.top) * 0.5;
}

function middleOf({ top, bottom }: DrawnWord): number {
  return (top + bottom) / 2;
}

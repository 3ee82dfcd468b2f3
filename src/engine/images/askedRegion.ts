import { asksBeside } from './asksBeside.ts';
import type { Region } from './region.ts';

/**
 * The part of a picture that a question names by its place, in the languages that people were seen to ask in. Regions are
 * generous: what people call the top right begins left of the middle.
 */
export function askedRegion(question: string): Region | undefined {
  if (asksBeside(question)) return undefined;
  const text = ` ${question.toLowerCase().normalize('NFC')} `.replace(otherSenses, ' ');
  const bar = bars.find(({ words }) => words.test(text));
  if (bar !== undefined) return bar.region;
  const across = sideIn(text, horizontal);
  const down = sideIn(text, vertical);
  if (across === 'several' || down === 'several') return undefined;
  if (across !== undefined || down !== undefined) return regionOf(across, down);
  return middle.test(text) ? { name: 'middle', left: 0.2, top: 0.2, right: 0.8, bottom: 0.8 } : undefined;
}

/**
 * What only sounds like a place: the time that is left, the man right behind the door, a data centre, and a person's left hand,
 * which is seen on the right.
 */
const otherSenses = new RegExp(
  '(?<![\\p{L}\\p{N}])(?:' +
    [
      "(?:is|are|was|were|be|been|has|have|had|who|got|(?:what|who|there)'s) left(?!-| (?:of|hand|side|half|corner|edge|part))",
      'how (?:many|much|long) [^.?!]*?(?<!(?:the|top|upper|bottom|lower|far)[ -])left(?!-| (?:hand|side|half|corner|edge|part))',
      '(?<!(?:the|top|upper|bottom|lower|far|on|at|to)[ -])left (?:in|on|over|to|for|out|off|by|until|with|without|behind|blank|' +
        'alone|open|empty|the|an?|us|me|him|her|them|you|it)',
      'right (?:behind|next|beside|above|below|under|beneath|over|in|on|at|there|here|where|outside|inside|between)',
      "(?:his|her|its|their|my|your|\\p{L}+'s) (?:left|right) hand(?! side)",
      '(?:left|right) (?:arm|leg|foot|eye|ear|shoulder|knee|cheek|lung)s?',
      '(?:data|call|shopping|help) cent(?:er|re)s?',
    ].join('|') +
    ')(?![\\p{L}\\p{N}])',
  'gu',
);

/** True for questions about what lies behind or around everything else: no box holds that. */
export function asksAboutSurroundings(question: string): boolean {
  return surroundings.test(question.toLowerCase().normalize('NFC'));
}

const surroundings = /background|backdrop|surrounding|hintergrund|arrière-plan|fondo\b|背景/;

interface Side {
  readonly at: 'first' | 'last';
  readonly words: RegExp;
}

/** Letters of any script end a word; `\b` knows ASCII only. Chinese writes no spaces. */
function word(alternatives: string, chinese: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])|${chinese}`, 'u');
}

const horizontal: readonly Side[] = [
  {
    at: 'first',
    words: word(
      // "links" is also what web pages have.
      'left|left-?hand|leftmost|(?:oben|unten|ganz|nach|von|weit) links|links (?:oben|unten|im|in|am|auf)|linken?|linker|linke[ms]|gauche|izquierd[ao]',
      '左',
    ),
  },
  {
    at: 'last',
    // "right now", "right?" and "is that right" are no places.
    words: word(
      'right(?!\\s*(?:now|away|after|before|answer|\\?|$))|right-?hand|rightmost|rechts|rechten?|rechter|rechte[ms]|droite?|derech[ao]',
      '右',
    ),
  },
];

const vertical: readonly Side[] = [
  {
    at: 'first',
    words: word(
      // "on top of" and "top 3" are no places.
      '(?<!on )top(?!\\s*\\d)|upper|uppermost|topmost|oben|obere[nmrs]?|(?:en|du|le) haut|supérieure?|arriba|superior',
      '上(?:面|方|角|部|边|半)|顶(?:部|端|上|边|栏)',
    ),
  },
  {
    at: 'last',
    words: word(
      'bottom|lower|lowest|bottommost|unten|untere[nmrs]?|(?:en|du|le) bas|inférieure?|abajo|inferior',
      '下(?:面|方|角|部|边|半)|底(?:部|端|下|边|栏)',
    ),
  },
];

const corner = /左上|右上|左下|右下/;
const middle = word('middle|cent(?:er|re)|central|mitte|mittlere[nmrs]?|milieu|centro', '中间|中央|中心');

const bars: readonly { readonly words: RegExp; readonly region: Region }[] = [
  {
    words: word(
      'status ?bar|task ?bar|page footer|statusleiste|taskleiste|fußzeile|barre d.état|barra de estado',
      '状态栏|任务栏',
    ),
    region: { name: 'bottom edge', left: 0, top: 0.85, right: 1, bottom: 1 },
  },
  {
    words: word(
      'title ?bar|menu ?bar|tool ?bar|tab ?bar|address ?bar|page header|navbar|titelleiste|menüleiste|symbolleiste|kopfzeile|barre de menus?|barra de menús?',
      '标题栏|菜单栏|工具栏|地址栏',
    ),
    region: { name: 'top edge', left: 0, top: 0, right: 1, bottom: 0.2 },
  },
];

/** A question that names both sides asks about more than one place. */
function sideIn(text: string, sides: readonly Side[]): Side['at'] | 'several' | undefined {
  const asked = corner.test(text) ? text.replace(/[左右][上下]/g, pair => `${pair[0]} ${pair[1]}部 `) : text;
  const found = sides.filter(({ words }) => words.test(asked));
  if (found.length > 1) return 'several';
  return found[0]?.at;
}

function regionOf(across: Side['at'] | undefined, down: Side['at'] | undefined): Region {
  const [left, rightEdge] = spanOf(across);
  const [top, bottomEdge] = spanOf(down);
  const names = [
    down === undefined ? undefined : down === 'first' ? 'top' : 'bottom',
    across === undefined ? undefined : across === 'first' ? 'left' : 'right',
  ];
  const name = names.filter(part => part !== undefined).join(' ');
  return { name: names.includes(undefined) ? `${name} half` : name, left, top, right: rightEdge, bottom: bottomEdge };
}

/** Halves, and a little more, so that what lies in the middle belongs to both. */
function spanOf(side: Side['at'] | undefined): readonly [number, number] {
  if (side === undefined) return [0, 1];
  return side === 'first' ? [0, 0.52] : [0.48, 1];
}

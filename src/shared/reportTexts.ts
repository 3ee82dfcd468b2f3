import { translatorTo } from './sentences/translate.ts';
import { germanWasteTitles, type WasteCategory, wasteTitles } from './wasteCategories.ts';

/** The words of a report that is saved as a file. `{name}` stands where a value goes. */
const english = {
  report: 'Headroom report: {title}',
  span: '{requests} in {conversations}, {from} to {to} UTC',
  'requests.one': '{n} request',
  'requests.other': '{n} requests',
  'conversations.one': '{n} conversation',
  'conversations.other': '{n} conversations',
  tokens: '{n} tokens',
  measured: 'measured',
  estimated: 'estimated',
  cost: 'Cost',
  saved: 'Saved, net',
  savedNothing: 'nothing yet',
  couldSave: 'Could have been saved',
  couldSaveTokens: '{n} tokens, estimated',
  waste: 'Waste, estimated',
  wasteOver: 'over the newest {requests}',
  advice: 'What to do',
  adviceNone: 'Nothing worth a change was found.',
  adviceWhere: '{category}, {place}, {n} tokens per request',
  adviceIn: 'in {requests}',
  categories: 'Waste by category',
  categoriesNone: 'No waste was found.',
  categoriesChart: 'Waste by category, in tokens and dollars',
  cache: 'Cache',
  cacheNone: 'No request told what its cache did.',
  cacheChart: 'Tokens read from the cache, rewritten and new',
  cacheHot: 'read from cache',
  cacheRewritten: 'rewritten',
  cacheFresh: 'new',
  breaksNone: 'The cache never broke.',
  breakIn: 'Broken in',
  breakTokens: 'Tokens rewritten',
  breakUnknown: 'Cause unknown.',
  breakByUs: 'Headroom did this.',
  dearest: 'Dearest requests',
  dearestNone: 'No request has a price.',
  when: 'When, UTC',
  request: 'Request',
  context: 'Context',
  wasteColumn: 'Waste',
  footer:
    'Plain numbers are measured from the provider’s usage, ~ marks estimates; the two are never added. Tokens of waste are counted once per request that carried them. Made {day} UTC on this machine; nothing was sent anywhere.',
} as const satisfies Readonly<Record<string, string>>;

export type ReportText = keyof typeof english;

/** One that is missing does not compile. */
const german: Readonly<Record<ReportText, string>> = {
  report: 'Headroom-Bericht: {title}',
  span: '{requests} in {conversations}, {from} bis {to} UTC',
  'requests.one': '{n} Anfrage',
  'requests.other': '{n} Anfragen',
  'conversations.one': '{n} Unterhaltung',
  'conversations.other': '{n} Unterhaltungen',
  tokens: '{n} Tokens',
  measured: 'gemessen',
  estimated: 'geschätzt',
  cost: 'Kosten',
  saved: 'Gespart, netto',
  savedNothing: 'noch nichts',
  couldSave: 'Hätte man sparen können',
  couldSaveTokens: '{n} Tokens, geschätzt',
  waste: 'Nutzloses, geschätzt',
  wasteOver: 'über die neuesten {requests}',
  advice: 'Was zu tun ist',
  adviceNone: 'Nichts gefunden, was eine Änderung lohnt.',
  adviceWhere: '{category}, {place}, {n} Tokens je Anfrage',
  adviceIn: 'in {requests}',
  categories: 'Nutzloses nach Art',
  categoriesNone: 'Nichts Nutzloses gefunden.',
  categoriesChart: 'Nutzloses nach Art, in Tokens und Dollar',
  cache: 'Cache',
  cacheNone: 'Von keiner Anfrage ist bekannt, was ihr Cache tat.',
  cacheChart: 'Tokens, die aus dem Cache gelesen, neu geschrieben und neu waren',
  cacheHot: 'aus dem Cache gelesen',
  cacheRewritten: 'neu geschrieben',
  cacheFresh: 'neu',
  breaksNone: 'Der Cache brach nie.',
  breakIn: 'Gebrochen in',
  breakTokens: 'Neu geschriebene Tokens',
  breakUnknown: 'Ursache unbekannt.',
  breakByUs: 'Das war Headroom.',
  dearest: 'Teuerste Anfragen',
  dearestNone: 'Keine Anfrage hat einen Preis.',
  when: 'Wann, UTC',
  request: 'Anfrage',
  context: 'Kontext',
  wasteColumn: 'Nutzloses',
  footer:
    'Zahlen ohne Zeichen sind aus der Abrechnung des Anbieters gemessen, ~ kennzeichnet Schätzungen; beide werden nie addiert. Nutzlose Tokens zählen einmal je Anfrage, die sie trug. Erstellt am {day} UTC auf diesem Rechner; nichts wurde irgendwohin gesendet.',
};

/** Another language is another entry here. */
const tables: Readonly<Record<string, Pick<ReportWords, 'texts' | 'waste'>>> = {
  de: { texts: german, waste: germanWasteTitles },
};

/** What a report is told with. */
export interface ReportWords {
  /** As the `lang` of a page. */
  readonly language: string;
  readonly texts: Readonly<Record<ReportText, string>>;
  readonly waste: Readonly<Record<WasteCategory, string>>;
  /** What the engine wrote, such as an advice, in this language. */
  readonly tell: (sentence: string) => string;
}

/** The words for a language such as `de` or `de-AT`; one that has no table is English. */
export function reportWords(language: string): ReportWords {
  const [code = ''] = language.toLowerCase().split('-');
  const table = Object.hasOwn(tables, code) ? tables[code] : undefined;
  if (table === undefined) return { language: 'en', texts: english, waste: wasteTitles, tell: translatorTo('en') };
  return { language: code, ...table, tell: translatorTo(code) };
}

/** Every kind of waste that the analysis can find, in the order in which ties are shown. */
export const wasteCategories = [
  'unusedTools',
  'staleReads',
  'duplicateContent',
  'repeatedLines',
  'jsonBloat',
  'oversizedResults',
  'instructionFiles',
  'htmlNoise',
  'base64',
  'whitespace',
  'oversizedImages',
  'dynamicPrefix',
  'thinking',
  'retrieval',
  'cacheBreak',
] as const;
export type WasteCategory = (typeof wasteCategories)[number];

/** The words that people read; the panel may translate them. */
export const wasteTitles: Readonly<Record<WasteCategory, string>> = {
  unusedTools: 'Unused tool definitions',
  staleReads: 'Stale re-reads',
  duplicateContent: 'Repeated content',
  repeatedLines: 'Repeated log lines',
  jsonBloat: 'JSON bloat',
  oversizedResults: 'Oversized results',
  instructionFiles: 'Oversized instruction files',
  htmlNoise: 'HTML noise',
  base64: 'Base64 in results',
  whitespace: 'ANSI codes, blanks',
  oversizedImages: 'Oversized images',
  dynamicPrefix: 'Changing text in the prefix',
  thinking: 'Thinking',
  retrieval: 'Fetched back',
  cacheBreak: 'Cache breaks',
};

export const germanWasteTitles: Readonly<Record<WasteCategory, string>> = {
  unusedTools: 'Ungenutzte Werkzeuge',
  staleReads: 'Überholte Lesungen',
  duplicateContent: 'Wiederholter Inhalt',
  repeatedLines: 'Wiederholte Protokollzeilen',
  jsonBloat: 'Aufgeblähtes JSON',
  oversizedResults: 'Übergroße Ergebnisse',
  instructionFiles: 'Übergroße Anweisungsdateien',
  htmlNoise: 'HTML-Beiwerk',
  base64: 'Base64 in Ergebnissen',
  whitespace: 'ANSI-Codes, Leerraum',
  oversizedImages: 'Übergroße Bilder',
  dynamicPrefix: 'Wechselnder Text im Anfang',
  thinking: 'Denken',
  retrieval: 'Zurückgeholt',
  cacheBreak: 'Cache-Brüche',
};

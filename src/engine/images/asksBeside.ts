/**
 * True for questions about what lies beside something, or in a part of something: left of a button, below a bar, at the top of a
 * list. Where that is, only a look at the picture tells. What frames the whole picture is no such thing: the left of the
 * image is its left half. In doubt it is true, because then the picture stays whole.
 */
export function asksBeside(question: string): boolean {
  return relations.test(` ${question.toLowerCase().normalize('NFC').replaceAll('’', "'")} `);
}

/** Words between an article and its noun, but none with which another phrase begins. */
const adjectives = '(?:(?!(?:in|on|at|of|from|with|to|and) )[\\p{L}\\d.-]+ ){0,2}';

/** What a whole picture may be called. */
const frames = {
  english:
    `(?:(?:the|this|that|my|our|your|an?) )?${adjectives}` +
    '(?:image|picture|pic|photo(?:graph)?|screen(?:shot|grab)?|capture|page|window|dialog(?:ue)?|shot|scene|frame|slide|diagram|' +
    // A dialog frames what it shows; the button of a dialog does not.
    'map|document|app|ui|interface|dashboard|editor|browser|vs ?code|(?:web)?site|webpage)(?![\\p{L}\\p{N}]| (?:button|icon|number|title|field|label|tab|menu|viewer))',
  german:
    '(?:\\p{L}+ )?(?:bild|foto|(?:bild)?schirm|screenshot|(?:web)?seite|fenster|dialog|aufnahme|ansicht|karte|folie|diagramm|dokument)' +
    '(?:e?s)?(?!\\p{L})',
  french:
    "(?:(?:la|le|cette|ce|mon|ma) |l')?" +
    '(?:image|photo|écran|capture|page|fenêtre|vue|scène|dessin|schéma|diapositive|carte|document|site|interface|boîte de dialogue)(?!\\p{L})',
  spanish:
    '(?:(?:la|el|esta|este|mi) )?' +
    '(?:imagen|pantalla|foto(?:grafía)?|captura|página|ventana|pantallazo|vista|escena|diapositiva|dibujo|documento|mapa|web|sitio|' +
    // "Abajo del todo" is all the way down.
    '(?:cuadro de )?diálogo|todo)(?!\\p{L})',
  chinese: '图|图片|照片|相片|画面|屏幕|页面|界面|窗口|网页|对话框',
};

/** What may stand before a place in Chinese without being a thing beside which it lies: verbs, prepositions, other places. */
const chineseLeads =
  '在|看|看看|看下|看一下|放大|聚焦|关注|注意|描述|描述下|只|仅|查看|检查|把|将|到|往|向|从|对|和|与|跟|或|及|是|有|读|那|这|请|说说|讲讲|' +
  '裁剪|截取|剪|位于|靠|偏|最|中|里|内|上|下|左|右';

const sides = 'left|right|leftmost|rightmost|top|topmost|upper|bottom|lower|middle|cent(?:er|re)';
const parts = 'side|half|corner|edge|part|end|third|quarter|area|portion|section|row|column|margin|border';

const phrases: readonly string[] = [
  'to the (?:\\p{L}+ )?(?:left|right)(?:[ -]hand)?(?: side)? of ',
  '(?<!(?:the|on|at|in|far|top|upper|bottom|lower)[ -])(?:left|right) of ',
  `(?:${sides})(?:[ -](?:${sides}|hand|most))*(?: (?:${parts}))* of (?!${frames.english})`,
  '(?:above|below|beneath|under(?:neath)?|over|behind|beside|next to|in front of|opposite|between|adjacent to|alongside)' +
    ' (?:the|this|that|these|those|his|her|its|their|my|your|an?|it|him|them) ',
  '(?:links|rechts|oben|unten) (?:davon|daneben|neben|von|vom) ',
  '(?:seite|hälfte|ecke|rand|teil|drittel|viertel|kante|bereich|ende|mitte|spalte|zeile|reihe|links|rechts)' +
    ` (?:des|der|dieser|dieses|vom) (?!${frames.german})`,
  '(?:über|unter|neben|hinter|vor|zwischen|gegenüber) (?:dem|der|den|einem|einer|diesem|dieser|ihm|ihr) ',
  '(?:oberhalb|unterhalb|überm|unterm|hinterm) ',
  `(?:gauche|droite?|supérieure?|inférieure?|haut|bas|milieu|centre) (?:du |de |des |d')(?!${frames.french})`,
  "(?:au-dess(?:us|ous)|en dessous|derrière|devant|à côté|sous|entre) (?:du |de |des |d'|le |la |les |l'|cette |ce |un |une )",
  `(?:izquierd[ao]|derech[ao]|superior|inferior|arriba|abajo|centro|medio) del? (?!${frames.spanish})`,
  '(?:encima|debajo|detrás|delante|enfrente|al lado|junto|entre|bajo) (?:del?|al?|el|la|los|las|una?) ',
];

const chinesePhrase =
  `(?<=[\\p{L}\\p{N}"”」』])(?<!(?:${frames.chinese}|${chineseLeads})的?)` +
  '(?:[左右上下][上下]?(?:边|侧|面|方|角|部|半)|旁边|中间|中央|中心|前面|后面|背后)';

const relations = new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|')})|${chinesePhrase}`, 'u');

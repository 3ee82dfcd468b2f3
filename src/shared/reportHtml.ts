import type { Advice, CacheBreak, DearExchange, Report, WasteShare } from './report.ts';
import { type ReportText, type ReportWords, reportWords } from './reportTexts.ts';
import { asSentence, fill } from './sentences/say.ts';

/**
 * The report as one file: no script, no request, charts as inline SVG. It opens offline, follows the reader's light or dark
 * setting, speaks the language that is asked for, and prints on white. Everything that came from outside is escaped.
 */
export function reportHtml(report: Report, language = 'en'): string {
  const words = reportWords(language);
  const title = escapeHtml(words.tell(report.title));
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${put(words, 'report', { title })}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="dim">Headroom: Context MRI</p>
<h1>${title}</h1>
<p class="dim">${spanOf(report, words)} · ${escapeHtml([...report.clients, ...report.models].join(', '))}</p>
</header>
${figures(report, words)}
${section(words.texts.advice, adviceTable(report.advice, words))}
${section(words.texts.categories, wasteChart(report.waste.categories, words))}
${section(words.texts.cache, cachePart(report, words))}
${section(words.texts.dearest, dearTable(report.dearest, words))}
<footer class="dim">${put(words, 'footer', { day: day(report.madeAt) })}</footer>
</body>
</html>
`;
}

function spanOf({ requests, conversations, from, to }: Report, words: ReportWords): string {
  return put(words, 'span', {
    requests: counted(words, 'requests', requests),
    conversations: counted(words, 'conversations', conversations),
    from: day(from),
    to: day(to),
  });
}

function figures({ cost, saved, savedTokens, couldHaveSaved, waste }: Report, words: ReportWords): string {
  const { texts } = words;
  const sized = (size: number) => put(words, 'tokens', { n: tokens(size) });
  const savedText =
    saved.measured === 0 && saved.estimated === 0
      ? texts.savedNothing
      : `${bySource(saved, dollars, words)}<br><small>${bySource(savedTokens, sized, words)}</small>`;
  const couldSave = put(words, 'couldSaveTokens', { n: `~${tokens(couldHaveSaved.tokens)}` });
  const over = put(words, 'wasteOver', { requests: counted(words, 'requests', waste.examined) });
  const wasted = waste.categories.reduce((sum, { usd }) => sum + usd, 0);
  return `<dl class="figures">
${figure(texts.cost, bySource(cost, dollars, words))}
${figure(texts.saved, savedText)}
${couldHaveSaved.tokens > 0 ? figure(texts.couldSave, `~${dollars(couldHaveSaved.usd)}<br><small>${couldSave}</small>`) : ''}
${figure(texts.waste, `~${dollars(wasted)}<br><small>${over}</small>`)}
</dl>`;
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>${content}</section>`;
}

function figure(name: string, value: string): string {
  return `<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function adviceTable(advice: readonly Advice[], words: ReportWords): string {
  if (advice.length === 0) return `<p>${words.texts.adviceNone}</p>`;
  const rows = advice.map(({ text, category, place, tokens: size, usd, requests }) => {
    const where = put(words, 'adviceWhere', {
      category: words.waste[category],
      place: escapeHtml(words.tell(place)),
      n: `~${tokens(size)}`,
    });
    const times = put(words, 'adviceIn', { requests: counted(words, 'requests', requests) });
    return `<tr><td>${escapeHtml(words.tell(text))}<br><small>${where}</small></td><td class="number">~${dollars(usd)}<br><small>${times}</small></td></tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

const rowHeight = 24;

/** Bars on one scale with their numbers beside them, so that it can be read on paper too. */
function wasteChart(categories: readonly WasteShare[], words: ReportWords): string {
  if (categories.length === 0) return `<p>${words.texts.categoriesNone}</p>`;
  const largest = Math.max(...categories.map(category => category.tokens));
  const bars = categories.map(({ category, tokens: size, usd }, index) => {
    const y = index * rowHeight;
    return `<text x="0" y="${y + 16}">${words.waste[category]}</text>
<rect x="210" y="${y + 5}" width="${Math.max(1, (330 * size) / largest).toFixed(1)}" height="14"/>
<text class="number" x="630" y="${y + 16}" text-anchor="end">~${tokens(size)}</text>
<text class="number" x="716" y="${y + 16}" text-anchor="end">~${dollars(usd)}</text>`;
  });
  return `<svg class="chart" viewBox="0 0 720 ${categories.length * rowHeight}" role="img" aria-label="${words.texts.categoriesChart}">${bars.join('')}</svg>`;
}

function cachePart({ cache }: Report, words: ReportWords): string {
  const { texts } = words;
  const total = cache.hot + cache.rewritten + cache.fresh;
  if (total === 0) return `<p>${texts.cacheNone}</p>`;
  const parts = [
    { name: texts.cacheHot, look: 'hot', value: cache.hot },
    { name: texts.cacheRewritten, look: 'waste', value: cache.rewritten },
    { name: texts.cacheFresh, look: 'fresh', value: cache.fresh },
  ];
  let x = 0;
  const strip = parts.map(({ look, value }) => {
    const width = (720 * value) / total;
    x += width;
    return `<rect class="${look}" x="${(x - width).toFixed(1)}" y="0" width="${width.toFixed(1)}" height="20"/>`;
  });
  const legend = parts.map(
    ({ name, look, value }) =>
      `<span><i class="${look}"></i> <b>${tokens(value)}</b> ${name} (${Math.round((100 * value) / total)} %)</span>`,
  );
  return `<svg class="chart" viewBox="0 0 720 20" role="img" aria-label="${texts.cacheChart}">${strip.join('')}</svg>
<p class="legend">${legend.join(' ')}</p>${breakTable(cache.breaks, words)}`;
}

function breakTable(breaks: readonly CacheBreak[], words: ReportWords): string {
  const { texts } = words;
  if (breaks.length === 0) return `<p>${texts.breaksNone}</p>`;
  const rows = breaks.slice(0, 20).map(({ at, title, tokens: size, cause, byUs }) => {
    const why = cause === undefined ? texts.breakUnknown : asSentence(words.tell(cause));
    return `<tr><td class="when">${day(at)}</td><td>${escapeHtml(words.tell(title))}<br><small>${escapeHtml(why)} ${byUs ? texts.breakByUs : ''}</small></td><td class="number">${tokens(size)}</td></tr>`;
  });
  return `<table><tr><th>${texts.when}</th><th>${texts.breakIn}</th><th class="number">${texts.breakTokens}</th></tr>${rows.join('')}</table>`;
}

function dearTable(dearest: readonly DearExchange[], words: ReportWords): string {
  const { texts } = words;
  if (dearest.length === 0) return `<p>${texts.dearestNone}</p>`;
  const rows = dearest.map(
    ({ at, title, model, context, wasteTokens, usd, measured }) =>
      `<tr><td class="when">${day(at)}</td><td>${escapeHtml(words.tell(title))}<br><small>${escapeHtml(model)}</small></td><td class="number">${tokens(context)}</td><td class="number">~${tokens(wasteTokens)}</td><td class="number">${measured ? '' : '~'}${dollars(usd)}</td></tr>`,
  );
  return `<table><tr><th>${texts.when}</th><th>${texts.request}</th><th class="number">${texts.context}</th><th class="number">${texts.wasteColumn}</th><th class="number">${texts.cost}</th></tr>${rows.join('')}</table>`;
}

/** Measured and estimated stand side by side; a side without anything is left out. */
function bySource(
  { measured, estimated }: { readonly measured: number; readonly estimated: number },
  show: (value: number) => string,
  { texts }: ReportWords,
): string {
  const sides = [
    ...(measured !== 0 ? [`${show(measured)} <small>${texts.measured}</small>`] : []),
    ...(estimated !== 0 ? [`~${show(estimated)} <small>${texts.estimated}</small>`] : []),
  ];
  return sides.length === 0 ? show(0) : sides.join(', ');
}

function tokens(value: number): string {
  const size = Math.abs(value);
  if (size < 999.5) return String(Math.round(value));
  return size < 999_950 ? `${(value / 1e3).toFixed(1)}k` : `${(value / 1e6).toFixed(2)}M`;
}

/** Small sums keep the digits in which they differ. */
function dollars(value: number): string {
  const decimals = Math.abs(value) >= 0.1 || value === 0 ? 2 : Math.abs(value) >= 0.01 ? 3 : 4;
  return `${value < 0 ? '−' : ''}$${Math.abs(value).toFixed(decimals)}`;
}

const grouped = new Intl.NumberFormat('en-US');

/** `1 request`, `48 requests`. */
function counted(words: ReportWords, name: 'requests' | 'conversations', value: number): string {
  return put(words, value === 1 ? `${name}.one` : `${name}.other`, { n: grouped.format(value) });
}

/** A text with its values, which are HTML already. */
function put({ texts }: ReportWords, text: ReportText, values: Readonly<Record<string, string>>): string {
  return fill(texts[text], values, inner => inner);
}

/** Universal time: a report travels, its reader's zone is not known. */
function day(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--ink:#1f1f1f;--dim:#5f5f5f;--line:#d8d8d8;--paper:#fff;--waste:#d18616;--hot:#b9d6b9;--fresh:#85adf0}
@media (prefers-color-scheme:dark){:root{--ink:#ddd;--dim:#9a9a9a;--line:#3a3a3a;--paper:#1f1f1f;--hot:#41573f;--fresh:#4675ac}}
@media print{:root{--ink:#000;--dim:#444;--line:#bbb;--paper:#fff}body{margin:0;max-width:none}section,tr{break-inside:avoid}}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{max-width:760px;margin:40px auto;padding:0 20px;background:var(--paper);color:var(--ink);font:14px/1.45 system-ui,sans-serif}
h1{font-size:24px;margin:0}h2{font-size:16px;margin:32px 0 8px}p{margin:4px 0 8px}small,.dim{color:var(--dim)}small{font-size:12px}
table{border-collapse:collapse;width:100%}td,th{padding:6px 12px 6px 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{color:var(--dim);font-weight:400;font-size:12px;border:0}tr :last-child{padding-right:0}
.when{white-space:nowrap}.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:16px;margin:24px 0 0}
dt{color:var(--dim);font-size:12px}dd{margin:0;font-size:20px;font-weight:600}dd small{font-weight:400}
.chart{width:100%;height:auto;display:block}.chart text{font-size:13px;fill:var(--ink)}.chart rect{fill:var(--waste)}.chart .hot{fill:var(--hot)}.chart .fresh{fill:var(--fresh)}
.legend{display:flex;flex-wrap:wrap;gap:20px;font-size:12px}.legend i{display:inline-block;width:9px;height:9px}
i.hot{background:var(--hot)}i.waste{background:var(--waste)}i.fresh{background:var(--fresh)}
footer{margin-top:40px;border-top:1px solid var(--line);padding-top:12px;font-size:12px}
`;

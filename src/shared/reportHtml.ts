import type { Advice, CacheBreak, DearExchange, Report, WasteShare } from './report.ts';
import { wasteTitles } from './wasteCategories.ts';

/**
 * The report as one file: no script, no request, charts as inline SVG. It opens offline, follows the reader's light or dark
 * setting, and prints on white. Everything that came from outside is escaped.
 */
export function reportHtml(report: Report): string {
  const { title, cost, saved, savedTokens, couldHaveSaved, waste } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Headroom report: ${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="dim">Headroom: Context MRI</p>
<h1>${escapeHtml(title)}</h1>
<p class="dim">${counted(report.requests, 'request')} in ${counted(report.conversations, 'conversation')}, ${day(report.from)} to ${day(report.to)} UTC · ${escapeHtml([...report.clients, ...report.models].join(', '))}</p>
</header>
<dl class="figures">
${figure('Cost', bySource(cost, dollars))}
${figure('Saved, net', saved.measured === 0 && saved.estimated === 0 ? 'nothing yet' : `${bySource(saved, dollars)}<br><small>${bySource(savedTokens, size => `${tokens(size)} tokens`)}</small>`)}
${couldHaveSaved.tokens > 0 ? figure('Could have been saved', `~${dollars(couldHaveSaved.usd)}<br><small>~${tokens(couldHaveSaved.tokens)} tokens, estimated</small>`) : ''}
${figure('Waste, estimated', `~${dollars(waste.categories.reduce((sum, { usd }) => sum + usd, 0))}<br><small>over the newest ${counted(waste.examined, 'request')}</small>`)}
</dl>
${section('What to do', adviceTable(report.advice))}
${section('Waste by category', wasteChart(waste.categories))}
${section('Cache', cachePart(report))}
${section('Dearest requests', dearTable(report.dearest))}
<footer class="dim">Plain numbers are measured from the provider’s usage, ~ marks estimates; the two are never added. Tokens of waste are counted once per request that carried them. Made ${day(report.madeAt)} UTC on this machine; nothing was sent anywhere.</footer>
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>${content}</section>`;
}

function figure(name: string, value: string): string {
  return `<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function adviceTable(advice: readonly Advice[]): string {
  if (advice.length === 0) return '<p>Nothing worth a change was found.</p>';
  const rows = advice.map(
    ({ text, category, place, tokens: size, usd, requests }) =>
      `<tr><td>${escapeHtml(text)}<br><small>${wasteTitles[category]}, ${escapeHtml(place)}, ~${tokens(size)} tokens per request</small></td><td class="number">~${dollars(usd)}<br><small>in ${counted(requests, 'request')}</small></td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}

const rowHeight = 24;

/** Bars on one scale with their numbers beside them, so that it can be read on paper too. */
function wasteChart(categories: readonly WasteShare[]): string {
  if (categories.length === 0) return '<p>No waste was found.</p>';
  const largest = Math.max(...categories.map(category => category.tokens));
  const bars = categories.map(({ category, tokens: size, usd }, index) => {
    const y = index * rowHeight;
    return `<text x="0" y="${y + 16}">${wasteTitles[category]}</text>
<rect x="210" y="${y + 5}" width="${Math.max(1, (330 * size) / largest).toFixed(1)}" height="14"/>
<text class="number" x="630" y="${y + 16}" text-anchor="end">~${tokens(size)}</text>
<text class="number" x="716" y="${y + 16}" text-anchor="end">~${dollars(usd)}</text>`;
  });
  return `<svg class="chart" viewBox="0 0 720 ${categories.length * rowHeight}" role="img" aria-label="Waste by category, in tokens and dollars">${bars.join('')}</svg>`;
}

function cachePart({ cache }: Report): string {
  const total = cache.hot + cache.rewritten + cache.fresh;
  if (total === 0) return '<p>No request told what its cache did.</p>';
  const parts = [
    { name: 'read from cache', look: 'hot', value: cache.hot },
    { name: 'rewritten', look: 'waste', value: cache.rewritten },
    { name: 'new', look: 'fresh', value: cache.fresh },
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
  return `<svg class="chart" viewBox="0 0 720 20" role="img" aria-label="Tokens read from the cache, rewritten and new">${strip.join('')}</svg>
<p class="legend">${legend.join(' ')}</p>${breakTable(cache.breaks)}`;
}

function breakTable(breaks: readonly CacheBreak[]): string {
  if (breaks.length === 0) return '<p>The cache never broke.</p>';
  const rows = breaks
    .slice(0, 20)
    .map(
      ({ at, title, tokens: size, cause, byUs }) =>
        `<tr><td class="when">${day(at)}</td><td>${escapeHtml(title)}<br><small>${escapeHtml(cause ?? 'cause unknown')} ${byUs ? 'Headroom did this.' : ''}</small></td><td class="number">${tokens(size)}</td></tr>`,
    );
  return `<table><tr><th>When, UTC</th><th>Broken in</th><th class="number">Tokens rewritten</th></tr>${rows.join('')}</table>`;
}

function dearTable(dearest: readonly DearExchange[]): string {
  if (dearest.length === 0) return '<p>No request has a price.</p>';
  const rows = dearest.map(
    ({ at, title, model, context, wasteTokens, usd, measured }) =>
      `<tr><td class="when">${day(at)}</td><td>${escapeHtml(title)}<br><small>${escapeHtml(model)}</small></td><td class="number">${tokens(context)}</td><td class="number">~${tokens(wasteTokens)}</td><td class="number">${measured ? '' : '~'}${dollars(usd)}</td></tr>`,
  );
  return `<table><tr><th>When, UTC</th><th>Request</th><th class="number">Context</th><th class="number">Waste</th><th class="number">Cost</th></tr>${rows.join('')}</table>`;
}

/** Measured and estimated stand side by side; a side without anything is left out. */
function bySource(
  { measured, estimated }: { readonly measured: number; readonly estimated: number },
  show: (value: number) => string,
): string {
  const sides = [
    ...(measured !== 0 ? [`${show(measured)} <small>measured</small>`] : []),
    ...(estimated !== 0 ? [`~${show(estimated)} <small>estimated</small>`] : []),
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

function counted(value: number, thing: string): string {
  return `${grouped.format(value)} ${thing}${value === 1 ? '' : 's'}`;
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

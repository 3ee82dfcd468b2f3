import { fateNames, type ItemReport, type ProfileReport } from './measureProfile.ts';

/** A table per profile for a terminal or a README. */
export function formatReport(report: ProfileReport): string {
  return [
    `## ${report.profile}`,
    '',
    '| item | transform | grade | tokens | after | saved | ms |',
    '|---|---|---|---:|---:|---:|---:|',
    ...report.items.map(formatItem),
    formatTotal(report.items),
    '',
    formatGrades(report.items),
    '',
    `| probe | ${fateNames.join(' | ')} |`,
    `|---|${fateNames.map(() => '---:').join('|')}|`,
    ...Object.entries(report.probes).map(
      ([kind, counts]) => `| ${kind} | ${fateNames.map(fate => counts[fate]).join(' | ')} |`,
    ),
    '',
    `Questions answerable without retrieval: ${report.questions.answerable} of ${report.questions.asked}.`,
    ...report.questions.missed.map(missed => `- missed: ${missed}`),
    formatLoop(report),
    ...report.items.flatMap(formatFaults),
    report.isHonest ? 'LOST 0, WRONG 0, nothing grew.' : 'FAILED: something was lost, is wrong, or grew.',
  ].join('\n');
}

function formatItem(item: ItemReport): string {
  const { name, transform, grade, tokensBefore, tokensAfter, ms } = item;
  return `| ${name} | ${transform} | ${grade} | ${tokensBefore} | ${tokensAfter} | ${share(tokensBefore, tokensAfter)} | ${ms.toFixed(1)} |`;
}

function formatTotal(items: readonly ItemReport[]): string {
  const before = sum(items.map(item => item.tokensBefore));
  const after = sum(items.map(item => item.tokensAfter));
  const slowest = Math.max(...items.map(item => item.msPer100KB));
  return `| **all** | | | **${before}** | **${after}** | **${share(before, after)}** | worst per 100 KB: ${slowest.toFixed(1)} |`;
}

/** The grades apart: what decodes, what is settled, what was left out. */
function formatGrades(items: readonly ItemReport[]): string {
  const all = sum(items.map(item => item.tokensBefore));
  const parts = (['decodable', 'settled', 'omission'] as const).map(grade => {
    const saved = sum(items.filter(item => item.grade === grade).map(item => item.tokensBefore - item.tokensAfter));
    return `${grade} ${((saved / all) * 100).toFixed(1)} %`;
  });
  return `Saved by grade, of all tokens: ${parts.join(', ')}.`;
}

function formatLoop({ loop }: ProfileReport): string {
  const saved = (1 - loop.compressed / loop.untouched) * 100;
  return `One tool loop over all items, cached, one omission in ten retrieved: $${loop.untouched.toFixed(3)} → $${loop.compressed.toFixed(3)} (${saved.toFixed(1)} % less; retrievals $${loop.retrievals.toFixed(3)}).`;
}

function formatFaults(item: ItemReport): string[] {
  return [
    ...item.wrong.slice(0, 5).map(claim => `- WRONG in ${item.name}: ${claim}`),
    ...item.lost.slice(0, 5).map(probe => `- LOST from ${item.name}: ${probe}`),
  ];
}

function share(before: number, after: number): string {
  return `${((1 - after / before) * 100).toFixed(1)} %`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

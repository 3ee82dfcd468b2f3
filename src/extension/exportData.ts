import type { ExchangeSummary } from '../shared/records.ts';
import { reportFileName } from '../shared/report.ts';
import { reportCsv } from '../shared/reportCsv.ts';
import { reportHtml } from '../shared/reportHtml.ts';
import type { Choice } from './editor.ts';
import { l10n } from './l10n.ts';
import type { Services } from './services.ts';

interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

const pageSize = 1000;

/** Saves what was recorded as a file of the person's choice: a report, its figures, a row per request, or one conversation. */
export async function exportData({ session, editor }: Services): Promise<void> {
  const make = await editor.choose(l10n.t('Headroom: export what?'), choices(session));
  const file = await make?.();
  if (file !== undefined) await editor.saveFile(file.name, file.text);
}

function choices(session: Services['session']): readonly Choice<() => Promise<ExportedFile>>[] {
  const report = () => session.query({ type: 'report' });
  return [
    {
      label: l10n.t('Report'),
      detail: l10n.t('One HTML file with its charts inside: opens offline, prints.'),
      value: async () => {
        const made = await report();
        return { name: `${reportFileName(made)}.html`, text: reportHtml(made, l10n.language()) };
      },
    },
    {
      label: l10n.t('Figures of the report'),
      detail: l10n.t('The same as JSON.'),
      value: async () => {
        const made = await report();
        return { name: `${reportFileName(made)}.json`, text: `${JSON.stringify(made, null, 2)}\n` };
      },
    },
    {
      label: l10n.t('Every request'),
      detail: l10n.t('CSV, a line per request, for a spreadsheet.'),
      value: async () => ({ name: 'headroom-requests.csv', text: reportCsv(await allExchanges(session)) }),
    },
    {
      label: l10n.t('The newest conversation, redacted'),
      detail: l10n.t(
        'A file that another Context MRI can open: every text blanked, sizes, decisions and money as they were.',
      ),
      value: async () => {
        const { exchanges } = await session.query({ type: 'exchanges', limit: 1 });
        const [newest] = exchanges;
        if (newest === undefined) throw new Error(l10n.t('Nothing is recorded yet. Let an agent work, then export.'));
        return session.query({ type: 'exportConversation', conversation: newest.conversation });
      },
    },
  ];
}

/** Newest first. */
async function allExchanges(session: Services['session']): Promise<readonly ExchangeSummary[]> {
  const all: ExchangeSummary[] = [];
  let before: number | undefined;
  do {
    const page = await session.query({ type: 'exchanges', limit: pageSize, ...(before !== undefined && { before }) });
    all.push(...page.exchanges);
    before = page.next;
  } while (before !== undefined);
  return all;
}

import { Journal } from '../routing/journal.ts';
import { finishRepair, finishWithdrawal } from '../routing/withdraw.ts';

/**
 * Nothing may lead to a port where nobody listens: what a crash left behind is repaired from now on, beside the work.
 * Returns the step that takes back what leads to this port. It comes first of all steps back and ends when running
 * conversations have taken leave, because until then this port must serve them.
 */
export function keepRoutes(
  { home, log }: { readonly home: string; readonly log: (line: string) => void },
  port: number,
): () => Promise<void> {
  const journal = new Journal(home);
  const report = (notes: readonly string[]): void => {
    for (const note of notes) log(note);
  };
  finishRepair(journal, home).then(report, error => log(String(error)));
  return async () => report(await finishWithdrawal(journal, ({ route }) => route?.port === port));
}

import { findEngine } from '../process/instance/engineFileOnDisk.ts';
import { adminPaths, type ShutdownRequest } from '../shared/adminApi.ts';
import { Journal } from './journal.ts';
import { beginWithdrawal, finishWithdrawal } from './withdraw.ts';

const shutdownTimeoutMs = 1_500;

/**
 * Ends the engine and gives every foreign file back, in a moment: whoever calls this may be killed soon. Where running
 * conversations have to take leave first, `finishLater` starts what calls `finishLeaving`. Returns what could not be
 * restored, in sentences.
 */
export async function leaveForGood(home: string, finishLater: () => Promise<void>): Promise<readonly string[]> {
  await endEngine(home);
  const { waiting, notes } = await beginWithdrawal(new Journal(home), () => true, Date.now());
  if (waiting > 0) await finishLater();
  return notes;
}

/** The rest, which takes longer. An engine that is ending does the same for what leads to it; each finds what is left. */
export async function finishLeaving(home: string): Promise<void> {
  await finishWithdrawal(new Journal(home), () => true);
}

async function endEngine(home: string): Promise<void> {
  const engine = await findEngine(home);
  if (engine === undefined) return;
  const request: ShutdownRequest = { after: 'exit' };
  // An engine that ends by itself in this moment does not answer, and that is fine.
  await fetch(`http://127.0.0.1:${engine.port}${adminPaths.shutdown}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(shutdownTimeoutMs),
  }).catch(() => undefined);
}

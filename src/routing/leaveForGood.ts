import { findEngine } from '../process/instance/engineFileOnDisk.ts';
import { adminPaths, type ShutdownRequest } from '../shared/adminApi.ts';
import { Journal } from './journal.ts';
import { finishWithdrawal } from './withdraw.ts';

/** Gives every foreign file back and ends the engine. Returns what could not be restored, in sentences. */
export async function leaveForGood(home: string): Promise<readonly string[]> {
  const notes = await finishWithdrawal(new Journal(home), () => true);
  const engine = await findEngine(home);
  if (engine === undefined) return notes;
  const request: ShutdownRequest = { after: 'exit' };
  // An engine that ends by itself in this moment does not answer, and that is fine.
  await fetch(`http://127.0.0.1:${engine.port}${adminPaths.shutdown}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  return notes;
}

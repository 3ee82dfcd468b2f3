import { setTimeout as delay } from 'node:timers/promises';
import { findEngine } from '../process/instance/engineFileOnDisk.ts';
import { probePort } from '../process/instance/probeEngine.ts';
import { baseUrlPath } from './baseUrl.ts';
import { holdsOurs } from './foreignEdit.ts';
import { readForeignFile } from './foreignFile.ts';
import { editForeignFile, type Restored, restoreForeignFile } from './foreignFiles.ts';
import type { Journal, JournalPages } from './journal.ts';
import type { JournalEntry } from './journalEntry.ts';

/** Running conversations read their settings again within this time; a running Claude Code 2.1.329 was seen to follow within seconds. */
export const settleMs = 5_000;

export type WhichRoute = (entry: JournalEntry) => boolean;

export interface Withdrawal {
  /** Routes that wait for running conversations to take leave; `finishWithdrawal` ends them. */
  readonly waiting: number;
  readonly notes: readonly string[];
}

/**
 * The first step of taking a route back: the settings name the address that is effective without us. Removing ours at
 * once would not do, because a running conversation keeps the last value that it has read.
 */
export async function beginWithdrawal(journal: Journal, which: WhichRoute, now: number): Promise<Withdrawal> {
  if ((await journal.read()).length === 0) return { waiting: 0, notes: [] };
  return journal.exclusively(async pages => {
    const results: Restored[] = [];
    let waiting = 0;
    for (const entry of pages.entries.filter(entry => entry.route !== undefined && which(entry))) {
      if (entry.route?.releasedAt === undefined && !hadOwnUrl(entry) && (await release(pages, entry, now)))
        waiting += 1;
      else if (isSettling(entry, now)) waiting += 1;
      else results.push(await restoreForeignFile(pages, entry));
    }
    if (waiting === 0) results.push(...(await restoreCompanions(pages, results)));
    return { waiting, notes: results.flatMap(({ notes }) => notes) };
  });
}

/** The second step: every file gets back what was there. Calls for routes that are still settling wait for them. */
export async function finishWithdrawal(journal: Journal, which: WhichRoute): Promise<readonly string[]> {
  const notes: string[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const withdrawal = await beginWithdrawal(journal, which, Date.now());
    notes.push(...withdrawal.notes);
    if (withdrawal.waiting === 0) break;
    await delay(settleMs);
  }
  return [...new Set(notes)];
}

/** Takes back what leads to an engine that is gone. Whatever of ours starts calls this, after a crash or a power loss. */
export async function repairRoutes(journal: Journal, home: string, now: number): Promise<Withdrawal> {
  const entries = await journal.read();
  if (entries.length === 0) return { waiting: 0, notes: [] };
  const engine = await findEngine(home);
  const ports = new Set(entries.flatMap(({ route }) => (route === undefined ? [] : [route.port])));
  const living = new Set<number>();
  for (const port of ports) {
    if (port === engine?.port || (await probePort(port)).kind === 'engine') living.add(port);
  }
  return beginWithdrawal(journal, entry => isAbandoned(entry, living), now);
}

/** `repairRoutes` with both of its steps: waits for running conversations in between. */
export async function finishRepair(journal: Journal, home: string): Promise<readonly string[]> {
  const notes: string[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const repair = await repairRoutes(journal, home, Date.now());
    notes.push(...repair.notes);
    if (repair.waiting === 0) break;
    await delay(settleMs, undefined, { ref: false });
  }
  return [...new Set(notes)];
}

function isAbandoned({ route }: JournalEntry, living: ReadonlySet<number>): boolean {
  return route !== undefined && (route.releasedAt !== undefined || !living.has(route.port));
}

/** The file's own value is where running conversations go back to. */
function hadOwnUrl(entry: JournalEntry): boolean {
  return entry.changes.some(
    change => change.kind === 'json' && change.path.join() === baseUrlPath.join() && change.before !== undefined,
  );
}

function isSettling({ route }: JournalEntry, now: number): boolean {
  return route?.releasedAt !== undefined && now - route.releasedAt < settleMs && now >= route.releasedAt;
}

/** False when there is nothing of ours to replace, or the file cannot be edited any more; then restoring says why. */
async function release(pages: JournalPages, entry: JournalEntry, now: number): Promise<boolean> {
  const { route, file } = entry;
  if (route === undefined) return false;
  try {
    if (!holdsOurs(entry, baseUrlPath, await readForeignFile(file))) return false;
    await editForeignFile(pages, file, {
      wishes: [{ kind: 'json', path: baseUrlPath, value: route.effectiveUrl }],
      route: { ...route, releasedAt: now },
      now,
    });
    return true;
  } catch {
    return false;
  }
}

/** What was touched for the sake of one route goes with it; the rest, such as lists of ignored files, with the last. */
async function restoreCompanions(pages: JournalPages, restored: readonly Restored[]): Promise<readonly Restored[]> {
  const done = new Set(restored.filter(({ isDone }) => isDone).map(({ file }) => file));
  const rest = pages.entries.filter(({ file }) => !done.has(file));
  const routes = new Set(rest.filter(({ route }) => route !== undefined).map(({ file }) => file));
  const companions: Restored[] = [];
  for (const entry of rest) {
    if (entry.route !== undefined) continue;
    const isNeeded = entry.companionOf === undefined ? routes.size > 0 : routes.has(entry.companionOf);
    if (!isNeeded) companions.push(await restoreForeignFile(pages, entry));
  }
  return companions;
}

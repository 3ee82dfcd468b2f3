import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwnerFile } from '../process/instance/ownerFiles.ts';

/**
 * Gateways that were configured before us stay in the way of a request. Each gets a name made of its URL, so that a
 * running engine learns of a new one by looking, and a route that a crash left behind never changes its meaning.
 */
export async function chainUpstream(home: string, url: string): Promise<string> {
  const name = `chained-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;
  const known = readChained(home);
  if (known[name] !== url)
    await writeOwnerFile(pathIn(home), `${JSON.stringify({ ...known, [name]: url }, null, 2)}\n`);
  return name;
}

/** The URL behind a name, for the engine. Reads the file: only names that the engine does not know get here. */
export function chainedUpstream(home: string, name: string): string | undefined {
  const known = readChained(home);
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function readChained(home: string): Readonly<Record<string, string>> {
  try {
    const known: unknown = JSON.parse(readFileSync(pathIn(home), 'utf8'));
    if (typeof known !== 'object' || known === null) return {};
    return Object.fromEntries(
      Object.entries(known).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

function pathIn(home: string): string {
  return join(home, 'chained-upstreams.json');
}

import { openModels } from '../process/judging/openModels.ts';
import type { ProgramFiles } from '../process/programFiles.ts';
import { parseOptions } from '../shared/options.ts';

/** Loading native code and a model from a cold disk. */
const patienceMs = 30_000;

/** Whether pictures can be judged on this machine, and on what; in one sentence, with what to do when they cannot. */
export async function checkModels(
  files: ProgramFiles,
  options: Readonly<Record<string, unknown>>,
): Promise<{ readonly check: string; readonly ok: boolean; readonly detail: string; readonly remedy?: string }> {
  const models = openModels({ files, options: parseOptions(options, 'proxy') });
  try {
    const runtime = await models.ask('describe', {}, patienceMs);
    if (runtime.kind === 'failed') return { check: 'models', ok: false, detail: runtime.reason, remedy };
    const route = await models.ask('route', { question: 'Read the sign' }, patienceMs);
    if (route.kind === 'failed') return { check: 'models', ok: false, detail: route.reason, remedy };
    const { runtime: kind, device, notes } = runtime.answer;
    return { check: 'models', ok: true, detail: [`${kind} runtime on ${device}`, ...notes].join('; ') };
  } finally {
    await models.close();
  }
}

const remedy = 'Pictures are sent as they are until then. Install Headroom again, for this platform.';

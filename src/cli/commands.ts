import type { Command } from './command.ts';
import { compress } from './compress.ts';
import { doctor } from './doctor.ts';
import { image } from './image.ts';
import { importTranscripts } from './import.ts';
import { mcp } from './mcp.ts';
import { metrics } from './metrics.ts';
import { mri } from './mri.ts';
import { proxy } from './proxy.ts';
import { report } from './report.ts';
import { retrieve } from './retrieve.ts';
import { route } from './route.ts';
import { simulate } from './simulate.ts';
import { stats } from './stats.ts';
import { tokens } from './tokens.ts';
import { wrap } from './wrap.ts';

/** Every command, in the order in which help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  proxy,
  wrap,
  compress,
  simulate,
  mri,
  tokens,
  retrieve,
  image,
  route,
  import: importTranscripts,
  report,
  stats,
  metrics,
  mcp,
  doctor,
};

import { z } from 'zod';
import { RefusedRequest } from '../../proxy/ports.ts';
import { modes, profiles } from '../../shared/modes.ts';
import { optionNames } from '../../shared/options.ts';
import type { PanelQuery } from '../../shared/panelProtocol.ts';

const id = z.string().min(1).max(200);
const days = z.number().positive().max(36_500);
const options = z.record(z.string(), z.unknown());

const queries = z.discriminatedUnion('type', [
  z.object({ type: z.literal('overview'), since: z.number().optional() }),
  z.object({
    type: z.literal('exchanges'),
    limit: z.int().min(1).max(1000),
    before: z.number().optional(),
    search: z.string().max(500).optional(),
    conversation: id.optional(),
  }),
  z.object({ type: z.literal('exchange'), id }),
  z.object({ type: z.literal('block'), exchange: id, position: z.int().min(0) }),
  z.object({ type: z.literal('searchTexts'), text: z.string().min(2).max(200), before: z.number().optional() }),
  z.object({
    type: z.literal('simulate'),
    subject: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('exchange'), id }),
      z.object({ kind: z.literal('text'), text: z.string(), model: z.string().max(200).optional() }),
    ]),
    options,
  }),
  z.object({
    type: z.literal('report'),
    since: z.number().optional(),
    conversation: id.optional(),
    project: z.string().max(500).optional(),
  }),
  z.object({ type: z.literal('presence'), since: z.number() }),
  z.object({ type: z.literal('setMode'), mode: z.enum(modes) }),
  z.object({
    type: z.literal('pause'),
    forMs: z
      .int()
      .min(1000)
      .max(24 * 3_600_000),
  }),
  z.object({ type: z.literal('clear') }),
  z.object({ type: z.literal('setProfile'), profile: z.enum(profiles) }),
  z.object({ type: z.literal('transcripts') }),
  z.object({ type: z.literal('import'), days }),
  z.object({ type: z.literal('trial'), source: z.enum(['transcripts', 'recorded']), days }),
  z.object({ type: z.literal('job') }),
  z.object({ type: z.literal('cancelJob') }),
  z.object({ type: z.literal('conversationTrial'), conversation: id, options }),
  z.object({ type: z.literal('setOptions'), options: z.partialRecord(z.enum(optionNames), z.unknown()) }),
  z.object({ type: z.literal('exportConversation'), conversation: id }),
  z.object({ type: z.literal('openConversation'), text: z.string() }),
]);

/** Reads what a page asks. The schema's optional members may be `undefined`, which `PanelQuery` does not allow; JSON cannot hold it. */
export function parsePanelQuery(input: unknown): PanelQuery {
  const parsed = queries.safeParse(input);
  if (parsed.success) return parsed.data as PanelQuery;
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.') || 'query'}: ${issue.message}`);
  throw new RefusedRequest(400, `This is not a query of the panel: ${problems.join('; ')}`);
}

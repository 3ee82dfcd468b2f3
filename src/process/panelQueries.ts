import { z } from 'zod';
import { RefusedRequest } from '../proxy/ports.ts';
import { modes, profiles } from '../shared/modes.ts';
import type { Overview, PanelAnswers, PanelQuery, SimulationView } from '../shared/panelProtocol.ts';
import { unreachable } from '../shared/unreachable.ts';
import type { StoreViews } from '../store/store.ts';
import type { EngineState } from './engineState.ts';
import { gatherReport } from './gatherReport.ts';

export interface QueryParts {
  readonly state: EngineState;
  readonly views: StoreViews;
  readonly simulate: (query: Extract<PanelQuery, { readonly type: 'simulate' }>) => Promise<SimulationView>;
  readonly clear: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const id = z.string().min(1).max(200);

const queries = z.discriminatedUnion('type', [
  z.object({ type: z.literal('overview') }),
  z.object({
    type: z.literal('exchanges'),
    limit: z.int().min(1).max(1000),
    before: z.number().optional(),
    search: z.string().max(500).optional(),
    conversation: id.optional(),
  }),
  z.object({ type: z.literal('exchange'), id }),
  z.object({ type: z.literal('block'), exchange: id, position: z.int().min(0) }),
  z.object({
    type: z.literal('simulate'),
    subject: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('exchange'), id }),
      z.object({ kind: z.literal('text'), text: z.string(), model: z.string().max(200).optional() }),
    ]),
    options: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('report'), since: z.number().optional(), conversation: id.optional() }),
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
]);

/** Answers what a panel asks, from whichever page it comes. Throws `RefusedRequest` for what is not a query. */
export async function answerPanelQuery(input: unknown, parts: QueryParts): Promise<PanelAnswers[keyof PanelAnswers]> {
  const { state, views } = parts;
  const query = parseQuery(input);
  switch (query.type) {
    case 'overview':
      return overview(parts);
    case 'exchanges':
      return views.exchanges(query);
    case 'exchange':
      return (await views.exchange(query.id)) ?? missing('This exchange is no longer in the store.');
    case 'block':
      return (await views.block(query.exchange, query.position)) ?? missing('This block is no longer in the store.');
    case 'simulate':
      return parts.simulate(query);
    case 'report':
      return gatherReport(views, query, parts.now());
    case 'setMode':
      state.setMode(query.mode);
      return state.status();
    case 'pause':
      state.pause(query.forMs, parts.now());
      return state.status();
    case 'clear':
      await parts.clear();
      return state.status();
    case 'setProfile':
      state.setProfile(query.profile);
      return state.status();
    default:
      return unreachable(query);
  }
}

/** The schema's optional members may be `undefined`, which `PanelQuery` does not allow; JSON cannot hold it. */
function parseQuery(input: unknown): PanelQuery {
  const parsed = queries.safeParse(input);
  if (parsed.success) return parsed.data as PanelQuery;
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.') || 'query'}: ${issue.message}`);
  throw new RefusedRequest(400, `This is not a query of the panel: ${problems.join('; ')}`);
}

async function overview({ state, views, now }: QueryParts): Promise<Overview> {
  const midnight = new Date(now()).setHours(0, 0, 0, 0);
  const status = state.status();
  const { clients, today, limits, exchanges } = await views.totals(midnight);
  return { status, clients, today, limits, exchanges, baseUrl: `http://127.0.0.1:${status.port}` };
}

function missing(message: string): never {
  throw new RefusedRequest(404, message);
}

import { analyzeExchange } from '../../engine/analysis/analyzeExchange.ts';
import type { ExchangeFacts, SettledBlock } from '../../engine/analysis/exchangeFacts.ts';
import { type PaidPrompt, priceRemoved } from '../../engine/analysis/priceRemoved.ts';
import { detectBodyFormat } from '../../engine/conversation/detectFormat.ts';
import { indexRequest, isUnindexed } from '../../engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../../engine/conversation/request.ts';
import { resolveModel } from '../../engine/models/modelTable.ts';
import { priceTokens } from '../../engine/models/price.ts';
import { type Options, parseOptions } from '../../shared/options.ts';
import type { SimulationView } from '../../shared/panelProtocol.ts';
import type { Cost, WireFormat } from '../../shared/records.ts';
import type { Analyst } from '../recording/analyst.ts';
import { blocksWithoutPlaceholder } from './showUnkept.ts';
import { factsOfUnsent } from './unsentRequest.ts';

/** A request to simulate: a body, a message array or a plain prompt, and the options laid over the proxy's defaults. */
export interface SimulationInput {
  readonly text: string;
  readonly model?: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** What the recorded request was paid for, so that its savings are priced by cache tier. */
  readonly paid?: PaidPrompt;
  /** What was found out about its pictures before. */
  readonly pictures?: readonly SettledBlock[];
}

const fallbackModel = 'claude-sonnet-4-5';

/** What optimize would do to a request that nobody sends, judged as if it had been on from the first turn. */
export async function simulate(input: SimulationInput, analyst: Analyst): Promise<SimulationView> {
  const { body, format, index } = readRequest(input) ?? pastedResult(input);
  const options = parseOptions(input.options, 'proxy');
  const facts = simulatedFacts(input, body, format, options);
  const context = await analyst.contextFor(facts, body, index, { conversation: facts.id });
  const { detail, texts } = analyzeExchange(facts, context);
  const tokensSaved = detail.tokensBefore - detail.tokensAfter;
  const model = resolveModel(detail.model);
  const removed = detail.blocks.map(block => block.tokensBefore - block.tokensAfter);
  const savings =
    input.paid === undefined ? priceTokens(model, { input: tokensSaved }) : priceRemoved(model, removed, input.paid);
  return {
    model: detail.model,
    tokensBefore: detail.tokensBefore,
    tokensAfter: detail.tokensAfter,
    tokensSaved,
    errorBand: detail.errorBand,
    estimatedSavings: savings ?? unknownCost,
    priced: input.paid === undefined ? 'asInput' : 'asPaid',
    composition: detail.composition ?? [],
    waste: wasteByCategory(detail.waste),
    blocks: blocksWithoutPlaceholder(
      detail.blocks.flatMap(block => {
        const receipt = detail.receipts[block.position];
        const after = block.replacementHash === undefined ? undefined : texts.get(block.replacementHash);
        const before = texts.get(block.hash) ?? '';
        return receipt === undefined
          ? []
          : [{ label: block.label, receipt, before, ...(after !== undefined && { after }) }];
      }),
    ),
    options,
  };
}

/** The price table does not know the model. */
const unknownCost: Cost = { source: 'estimated', input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 };

function simulatedFacts(input: SimulationInput, body: Uint8Array, format: WireFormat, options: Options): ExchangeFacts {
  const model = input.model ?? fallbackModel;
  const facts = factsOfUnsent({ name: 'simulation', mode: 'simulate', body, format, options, model });
  return input.pictures === undefined ? facts : { ...facts, planned: input.pictures };
}

interface ReadRequest {
  readonly body: Uint8Array;
  readonly format: WireFormat;
  readonly index: RequestIndex;
}

function readRequest({ text }: SimulationInput): ReadRequest | undefined {
  const body = Buffer.from(text);
  const format = detectBodyFormat(body);
  const index = format === undefined ? undefined : indexRequest(body, format);
  if (format === undefined || index === undefined || isUnindexed(index)) return undefined;
  return index.blocks.some(({ kind }) => kind !== 'opaque') ? { body, format, index } : undefined;
}

/** Text that is no request is taken for what a person pastes: the output of a tool. */
function pastedResult({ text, model = fallbackModel }: SimulationInput): ReadRequest {
  const call = { type: 'tool_use', id: 'simulated', name: 'pasted', input: {} };
  const messages = [
    { role: 'user', content: 'Simulate' },
    { role: 'assistant', content: [call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: text }] },
  ];
  const body = Buffer.from(JSON.stringify({ model, messages }));
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(`A request of our own cannot be read: ${index.reason}`);
  return { body, format: 'anthropic', index };
}

function wasteByCategory(
  findings: Awaited<ReturnType<Analyst['analyze']>>['detail']['waste'],
): SimulationView['waste'] {
  const tokens = new Map<SimulationView['waste'][number]['category'], number>();
  for (const finding of findings) tokens.set(finding.category, (tokens.get(finding.category) ?? 0) + finding.tokens);
  return [...tokens].map(([category, count]) => ({ category, tokens: count })).toSorted((a, b) => b.tokens - a.tokens);
}

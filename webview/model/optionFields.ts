import {
  actingOptionNames,
  OptionError,
  type OptionName,
  type Options,
  optionNames,
  optionSpecs,
  parseOptions,
} from '../../src/shared/options.ts';
import { say } from '../../src/shared/sentences/say.ts';

export type OptionSection = 'reach' | 'limits' | 'tools' | 'images' | 'models';

/** The order in which people look for options. One that is missing here still gets a control, in the last section. */
const sectionOf: Readonly<Partial<Record<OptionName, OptionSection>>> = {
  minTokensToCompress: 'limits',
  targetRatio: 'limits',
  protectRecent: 'limits',
  keepTurns: 'limits',
  outputBufferTokens: 'limits',
  rollingWindow: 'limits',
  stayBelowPriceStep: 'limits',
  holdOutShare: 'limits',
  rewriteColdHistory: 'reach',
  slimToolDefinitions: 'reach',
  alignPrefix: 'reach',
  protectAnalysisContext: 'reach',
  compressUserMessages: 'reach',
  compressSystemMessages: 'reach',
  toolProfiles: 'tools',
  modelContextLimits: 'tools',
  imageOptimize: 'images',
  useSiglip: 'images',
  modelId: 'images',
};

/** What a person has typed or chosen, as text or truth value, by option. Absent means untouched. */
export type Draft = Readonly<Partial<Record<OptionName, string | boolean>>>;

/** Options that decide where data lives, not what leaves the context: nothing to simulate. */
export const outsideSimulation: readonly OptionName[] = ['storeUrl', 'savingsProfile', 'device', 'modelCacheDir'];

const sections: readonly OptionSection[] = ['limits', 'reach', 'tools', 'images', 'models'];

/** The sections that hold a control in this version. */
export const optionSections = sections.filter(section => optionsInSection(section).length > 0);

/** Every option that a simulation can try, by section. */
export function optionsInSection(section: OptionSection): readonly OptionName[] {
  const order = Object.keys(sectionOf);
  const rank = (name: OptionName): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return actingOptionNames
    .filter(name => !outsideSimulation.includes(name) && (sectionOf[name] ?? 'models') === section)
    .sort((a, b) => rank(a) - rank(b));
}

export type ParsedDraft =
  | { readonly kind: 'fits'; readonly overrides: Partial<Options> }
  | { readonly kind: 'misfit'; readonly option: string; readonly message: string };

/** Turns a draft into explicit option values, checked by the one schema that all doors share. */
export function parseDraft(draft: Draft): ParsedDraft {
  try {
    const values = Object.fromEntries(
      optionNames.flatMap(name => {
        const typed = draft[name];
        return typed === undefined || typed === '' ? [] : [[name, readValue(name, typed)]];
      }),
    );
    const parsed = parseOptions(values, 'proxy');
    const overrides = Object.fromEntries(Object.keys(values).map(name => [name, parsed[name as OptionName]]));
    return { kind: 'fits', overrides };
  } catch (error) {
    if (error instanceof OptionError) return { kind: 'misfit', option: error.option, message: error.message };
    throw error;
  }
}

/** How an effective value reads in its control. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? '' : JSON.stringify(value);
  return String(value);
}

function readValue(name: OptionName, typed: string | boolean): unknown {
  if (typeof typed === 'boolean') return typed;
  const { kind } = optionSpecs[name];
  switch (kind.type) {
    case 'integer':
    case 'share':
      return Number(typed);
    case 'limits':
    case 'toolProfiles':
      return parseJson(name, typed);
    default:
      return typed;
  }
}

function parseJson(name: OptionName, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new OptionError(name, say('option.json', { name, error: message }));
  }
}

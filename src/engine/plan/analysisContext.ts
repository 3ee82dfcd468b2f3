import type { Options } from '../../shared/options.ts';
import { say } from '../../shared/sentences/say.ts';
import { isStructuredText, looksLikeCode } from '../transforms/text/textKind.ts';
import type { Subject } from '../transforms/transform.ts';

/** Verbs and nouns by which people ask to have code judged rather than used. Word starts, so that forms of a verb count. */
const analysisIntent =
  /\b(?:analy[sz]|review|debug|audit|inspect|critique|refactor|explain|root cause|code smell|what(?:'s| is) wrong|find (?:the |a |any )?(?:bug|error|problem|issue|leak)|why (?:does|is|do|did|are)\b)/i;

const codeFile =
  /\.(?:[cm]?[jt]sx?|py|rb|rs|go|java|kt|kts|swift|cs?|cc|cpp|cxx|h|hpp|m|mm|php|pl|lua|scala|clj|ex|exs|erl|hs|ml|fs|sql|sh|bash|zsh|ps1|vue|svelte|dart|zig|nim|r|jl)$/i;

/** True when somebody asks for an analysis, a review or a hunt for a bug: then every line of code may be the answer. */
export function asksForAnalysis(question: string | undefined): boolean {
  return question !== undefined && analysisIntent.test(question);
}

/** Why a block is left alone for the sake of an analysis, or `undefined`. Only code is protected; logs and data are not. */
export function protectedCode(subject: Subject, options: Pick<Options, 'protectAnalysisContext'>): string | undefined {
  if (!options.protectAnalysisContext || !asksForAnalysis(subject.question) || !isCode(subject)) return undefined;
  return say('left.analysis');
}

function isCode({ text, path }: Subject): boolean {
  if (path !== undefined && codeFile.test(path)) return true;
  if (/^```(?!json|text|log|csv|\s*$)\w+/m.test(text)) return true;
  const lines = text.split('\n', 400);
  return !isStructuredText(text) && looksLikeCode(lines);
}

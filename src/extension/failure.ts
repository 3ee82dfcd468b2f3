import type { CommandId } from '../shared/commandIds.ts';
import { OptionError } from '../shared/options.ts';
import { l10n } from './l10n.ts';

/** A failure that a person can do something about, with the command that does it. */
export class RemediableError extends Error {
  readonly remedy: CommandId;

  constructor(message: string, remedy: CommandId, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RemediableError';
    this.remedy = remedy;
  }
}

/** The one button under a failure's message. */
type FailureButton =
  | { readonly title: string; readonly command: CommandId }
  | { readonly title: string; readonly setting: string };

export interface FailureReport {
  readonly message: string;
  readonly button: FailureButton;
}

export function reportFailure(error: unknown, titles: Readonly<Record<CommandId, string>>): FailureReport {
  const message = l10n.tell(error instanceof Error ? error.message : String(error));
  if (error instanceof OptionError) {
    return { message, button: { title: l10n.t('Open Settings'), setting: `headroom.${error.option}` } };
  }
  const command = error instanceof RemediableError ? error.remedy : 'headroom.showLog';
  return { message, button: { title: l10n.t(titles[command]), command } };
}

import type { Editor } from '../editor.ts';
import { l10n } from '../l10n.ts';

/** One of the ways in which Copilot Chat can be led here, in words for the person who chooses. */
export interface LevelText {
  readonly name: string;
  /** One line for the picker, which cuts longer ones. */
  readonly summary: string;
  /** What a person should know before the first time. */
  readonly sees: string;
  readonly seesNot: string;
  readonly limits: string;
}

/** The picker shows one line of each level; all that it means is said before anything is changed. */
export function isUnderstood(
  editor: Pick<Editor, 'confirm'>,
  { name, sees, seesNot, limits }: LevelText,
): Promise<boolean> {
  const detail = [
    l10n.t('Headroom sees {what}', { what: l10n.t(sees) }),
    l10n.t('It does not see {what}', { what: l10n.t(seesNot) }),
    l10n.t(limits),
  ].join('\n\n');
  return editor.confirm(`GitHub Copilot: ${l10n.t(name)}`, detail, l10n.t('Connect'));
}

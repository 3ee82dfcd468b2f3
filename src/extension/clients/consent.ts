import { consentText } from '../../shared/consentText.ts';
import type { Mode } from '../../shared/modes.ts';
import type { Editor } from '../editor.ts';
import { l10n } from '../l10n.ts';
import type { Memory } from '../memory.ts';

const consentKey = 'optimizeConsent';

/** Asks once, before the first request is changed; watching needs no consent, because it changes nothing. */
export class Consent {
  readonly #editor: Pick<Editor, 'confirm'>;
  /** Of the installation. */
  readonly #memory: Memory;

  constructor(editor: Pick<Editor, 'confirm'>, memory: Memory) {
    this.#editor = editor;
    this.#memory = memory;
  }

  /** The mode in which the engine may start without a question: it watches until a person has agreed to more. */
  permitted(mode: Mode): Mode {
    return mode === 'optimize' && !this.#isGiven ? 'audit' : mode;
  }

  async permits(mode: Mode): Promise<boolean> {
    if (this.permitted(mode) === mode) return true;
    const isGiven = await this.#editor.confirm(
      l10n.t('Let Headroom change requests?'),
      l10n.t(consentText),
      l10n.t('Optimize'),
    );
    if (isGiven) await this.#memory.update(consentKey, true);
    return isGiven;
  }

  get #isGiven(): boolean {
    return this.#memory.get(consentKey) === true;
  }
}

import type { ExchangeDetail } from '../../shared/records.ts';

/** An analysed exchange and the texts that its blocks name by hash: what the store keeps. */
export interface ExchangeRecording {
  readonly detail: ExchangeDetail;
  /** Texts by SHA-256 (hex), originals and replacements alike; the store keeps each once. Texts with secrets are redacted. */
  readonly texts: ReadonlyMap<string, string>;
}

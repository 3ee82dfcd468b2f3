import type { BlockView } from '../shared/panelProtocol.ts';
import type { ExchangeDetail, Receipt } from '../shared/records.ts';
import { say } from '../shared/sentences/say.ts';

const notKept = '[This text is no longer in the store.]';

/** Both texts of one block, with a receipt that says why it is as it is. */
export function blockViewOf(
  exchange: ExchangeDetail,
  position: number,
  textOf: (hash: string) => string | undefined,
): BlockView | undefined {
  const block = exchange.blocks.find(one => one.position === position);
  if (block === undefined) return undefined;
  const receipt: Receipt = exchange.receipts.find(one => one.block === position) ?? {
    block: position,
    kind: block.kind,
    transform: 'none',
    reason: say('left.notJudged'),
    tokensBefore: block.tokensBefore,
    tokensAfter: block.tokensAfter,
  };
  const after = block.replacementHash === undefined ? undefined : textOf(block.replacementHash);
  return {
    exchange: exchange.id,
    position,
    label: block.label,
    kind: block.kind,
    before: textOf(block.hash) ?? notKept,
    ...(after === undefined ? {} : { after }),
    receipt,
  };
}

/** Names of the texts that an exchange shows, each once. */
export function hashesOf({ blocks }: ExchangeDetail): readonly string[] {
  const hashes = blocks.flatMap(({ hash, replacementHash }) =>
    replacementHash === undefined ? [hash] : [hash, replacementHash],
  );
  return [...new Set(hashes)];
}

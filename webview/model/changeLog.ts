import { createTwoFilesPatch } from 'diff';
import type { BlockView } from '../../src/shared/panelProtocol.ts';
import type { ExchangeDetail } from '../../src/shared/records.ts';

/** Beyond this a diff takes longer than it is worth, and the whole text is shown as removed and added. */
const diffBudgetMs = 500;

/**
 * Everything that Headroom changed in a request as one diff, for a bug report: which block, by which transform, why, and both
 * texts. What was relayed as it came is only counted.
 */
export function changeLog(detail: ExchangeDetail, changed: readonly BlockView[], version: string): string {
  const { id, model, mode, profile, client, verdict, blocks } = detail;
  const head = [
    `Headroom ${version}, ${mode}, ${profile}; ${client}, ${model}`,
    `Request ${id} of ${new Date(detail.startedAt).toISOString()}`,
    `${changed.length} of ${blocks.length} blocks changed. ${verdict}`,
  ];
  return `${[head.join('\n'), ...changed.map(patchOf)].join('\n\n')}\n`;
}

function patchOf({ position, label, before, after = '', receipt }: BlockView): string {
  const { transform, reason, tokensBefore, tokensAfter, handle } = receipt;
  const facts = [
    `Block ${position}: ${label}`,
    `${transform}: ${reason}; ~${tokensBefore} → ~${tokensAfter} tokens${handle === undefined ? '' : `; handle ${handle}`}`,
  ];
  const name = `block-${position}`;
  const options = { context: 3, timeout: diffBudgetMs };
  const patch =
    createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, options) ??
    wholePatch(name, before, after);
  return [...facts, patch.trimEnd()].join('\n');
}

function wholePatch(name: string, before: string, after: string): string {
  const removed = before.split('\n');
  const added = after.split('\n');
  return [
    `--- a/${name}`,
    `+++ b/${name}`,
    `@@ -1,${removed.length} +1,${added.length} @@`,
    ...removed.map(line => `-${line}`),
    ...added.map(line => `+${line}`),
  ].join('\n');
}

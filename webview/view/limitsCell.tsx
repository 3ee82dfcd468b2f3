import { limitsLeft } from '../model/limits.ts';
import type { Panel } from '../state/panel.ts';
import { percent, shortTokens, whenSeen } from '../text/format.ts';
import { t } from '../text/t.ts';
import { Num } from './figures.tsx';

/** The provider's tightest limit; the others wait in the title. */
export function LimitsCell({ panel }: { readonly panel: Panel }) {
  const now = Date.now();
  const limits = limitsLeft(panel.state.overview?.limits ?? [], now);
  const tightest = limits[0];
  if (tightest === undefined) return null;
  const lines = limits.map(({ name, remaining, limit, resetsAt }) =>
    t(resetsAt === undefined ? 'limits.line' : 'limits.lineReset', {
      name,
      remaining: shortTokens(remaining),
      limit: shortTokens(limit),
      time: whenSeen(resetsAt ?? now, now),
    }),
  );
  return (
    <div class="cell limits" title={lines.join('\n')}>
      <span class="cellLabel">{t('limits.label')}</span>
      <span class="cellValue">
        {tightest.name} <Num tone={tightest.share < 0.15 ? 'waste' : 'dim'}>{percent(tightest.share)}</Num>{' '}
        <span class="unit">
          {tightest.resetsAt === undefined
            ? t('limits.left')
            : t('limits.leftReset', { time: whenSeen(tightest.resetsAt, now) })}
        </span>
      </span>
    </div>
  );
}

import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CacheOutcome, ExchangeDetail } from '../../src/shared/records.ts';
import { asSentence } from '../../src/shared/sentences/say.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { findConversation, requestNumber } from '../model/conversations.ts';
import { breakCost, brokenTokens, type Figure } from '../model/figures.ts';
import { groupOf, type KindGroup, kindGroups } from '../model/kinds.ts';
import type { ScaledDetail } from '../model/oneScale.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { clockTime, exactNumber, percent, shortMs, shortTokens } from '../text/format.ts';
import { t, tell } from '../text/t.ts';
import { BlockList } from './blockList.tsx';
import { BlockPanel } from './blockPanel.tsx';
import { Button, Link } from './controls.tsx';
import { Num, type Part, Stack, Swatch, Tokens, Usd } from './figures.tsx';
import { KindLegend } from './kindLegend.tsx';

/** One request: did the cache hold, what changed, and why was the rest left alone? */
export function RequestView({ panel }: { readonly panel: Panel }) {
  const { arrangement, details } = panel.state;
  const id = arrangement.request ?? '';
  const detail = details.get(id);
  if (detail === undefined || detail.kind === 'loading')
    return <div class="skeleton requestSkeleton" role="status" aria-label={t('loading')} />;
  if (detail.kind === 'failed') {
    return (
      <div class="message">
        <h1>{t('request.failed')}</h1>
        <p>{detail.message}</p>
        <Button onPress={() => panel.arrange({})}>{t('retry')}</Button>
      </div>
    );
  }
  return <LoadedRequest panel={panel} detail={detail.value} />;
}

function LoadedRequest({ panel, detail }: { readonly panel: Panel; readonly detail: ScaledDetail }) {
  const conversation = findConversation(allExchanges(panel.state), detail.conversation);
  const number = conversation === undefined ? 0 : requestNumber(conversation, detail.id);
  const { firstByteMs, addedMs } = detail.timings;
  const facts = [
    detail.latest ?? detail.title,
    clockTime(detail.startedAt),
    ...(firstByteMs === undefined ? [] : [t('request.firstByte', { time: shortMs(firstByteMs) })]),
    // What was imported never went through us.
    ...(detail.origin === undefined ? [t('request.added', { time: shortMs(addedMs) })] : []),
  ];
  return (
    <div class="requestView">
      <div class="requestHead">
        <h1>
          {t('path.request', { n: number })} <span class="facts">{facts.join(' · ')}</span>
        </h1>
        <Verdict detail={detail}>
          <CopyChanges panel={panel} detail={detail} />
        </Verdict>
        {detail.cache !== undefined && <CacheStrip panel={panel} detail={detail} cache={detail.cache} />}
        <UsageLine detail={detail} />
      </div>
      <div class="columns requestColumns">
        <div class="column blocksColumn">
          <BeforeAfter detail={detail} />
          <BlockList panel={panel} detail={detail} />
        </div>
        <div class="column blockColumn">
          <BlockPanel panel={panel} detail={detail} />
        </div>
      </div>
    </div>
  );
}

/** What did Headroom change? One diff answers, for a bug report. */
function CopyChanges({ panel, detail }: { readonly panel: Panel; readonly detail: ExchangeDetail }) {
  if (!detail.blocks.some(block => block.replacementHash !== undefined)) return null;
  const copied = panel.state.copiedChanges === detail.id;
  return (
    <Link onPress={() => panel.deeds.copyChanges(detail)}>
      {copied ? t('request.changesCopied') : t('request.copyChanges')}
    </Link>
  );
}

/** The sentence with the cause. When we broke something we say so first. */
function Verdict({ detail, children }: { readonly detail: ExchangeDetail; readonly children: ComponentChildren }) {
  const { cache, verdict, fault } = detail;
  const broken = brokenTokens(detail) > 0;
  return (
    <p class="verdict">
      {fault !== undefined && <span class="waste strong">{tell(fault)} </span>}
      {broken && <span class="waste strong">{t('request.broken')} </span>}
      {broken && cache?.cause !== undefined && `${asSentence(tell(cache.cause))} `}
      {broken && (cache?.causedByUs === true ? t('request.byUs') : t('request.byClient'))} {tell(verdict)} {children}
    </p>
  );
}

interface CacheStripProps {
  readonly panel: Panel;
  readonly detail: ExchangeDetail;
  readonly cache: CacheOutcome;
}

function CacheStrip({ panel, detail, cache }: CacheStripProps) {
  const { hot, rewritten, fresh, firstDifference } = cache;
  const total = Math.max(1, hot + rewritten + fresh);
  const parts: readonly Part[] = [
    { role: 'hot', value: hot },
    { role: 'waste', value: rewritten },
    { role: 'results', value: fresh },
  ];
  return (
    <div class="cacheStrip">
      <Stack parts={parts} height="tall" />
      {rewritten > 0 && <span class="firstDifference" style={{ left: `${(100 * hot) / total}%` }} aria-hidden="true" />}
      <div class="cacheLabels small">
        <span>
          <Swatch fill="hot" />
          <Num unit={t('cache.hot')}>{shortTokens(hot)}</Num>
        </span>
        {rewritten > 0 && (
          <span>
            <Swatch fill="waste" />
            <Num tone="waste" unit={t('cache.rewritten')}>
              {shortTokens(rewritten)}
            </Num>
          </span>
        )}
        {firstDifference !== undefined && (
          <Link title={t('cache.differenceHint')} onPress={() => panel.deeds.showDifference(detail)}>
            {t('cache.firstDifference', { byte: exactNumber(firstDifference) })}
          </Link>
        )}
        <span class="grow" />
        <span>
          <Swatch fill="results" />
          <Num unit={t('cache.fresh')}>{shortTokens(fresh)}</Num>
        </span>
      </div>
    </div>
  );
}

function UsageLine({ detail }: { readonly detail: ExchangeDetail }) {
  const { cache, usage, cost } = detail;
  const spent = breakCost(detail);
  return (
    <div class="usageLine small dim">
      {cache !== undefined && (
        <span>
          {t('cache.forecast', { read: shortTokens(cache.forecastRead), write: shortTokens(cache.forecastWrite) })}
        </span>
      )}
      {usage === undefined ? (
        <span>{t('usage.none')}</span>
      ) : (
        <span>
          {t('usage.line', {
            read: exactNumber(usage.cacheRead),
            write: exactNumber(usage.cacheWrite5m + usage.cacheWrite1h),
            input: exactNumber(usage.input),
            output: exactNumber(usage.output),
          })}
        </span>
      )}
      {cost !== undefined && (
        <span class="ink">
          {t('usage.cost')}{' '}
          <Usd
            figure={{ value: cost.total, measured: cost.source === 'measured' }}
            decimals={3}
            unit={cost.source === 'measured' ? t('unit.measured') : t('unit.estimated')}
          />
        </span>
      )}
      {spent !== undefined && brokenTokens(detail) > 0 && (
        <span class="waste">
          {t('usage.ofIt')} <Usd figure={spent} tone="waste" unit={t('usage.forRewriting')} />
        </span>
      )}
    </div>
  );
}

function BeforeAfter({ detail }: { readonly detail: ScaledDetail }) {
  const { tokensBefore, tokensAfter, tokensSent, totalMeasured, factor } = detail;
  const parts = useMemo(() => ({ before: sums(detail, 'tokensBefore'), after: sums(detail, 'tokensAfter') }), [detail]);
  const saved = tokensBefore - tokensAfter;
  const gone = tokensBefore === 0 ? 0 : saved / tokensBefore;
  // In simulate the smaller request is only planned; the provider measured what really went out.
  const planned = tokensAfter < tokensSent;
  const asked = { value: tokensBefore, measured: totalMeasured && tokensBefore === tokensSent };
  const sent = { value: tokensAfter, measured: totalMeasured && !planned };
  const sources = (figure: Figure): string => t(figure.measured ? 'request.measuredTotal' : 'request.estimatedTotal');
  const kinds = parts.before.flatMap(({ role, value }) => (value > 0 ? [role] : []));
  return (
    <section aria-label={t('beforeAfter.title')}>
      <div class="section">
        <h2>{planned ? t('beforeAfter.planned') : t('beforeAfter.title')}</h2>
        <span class="grow" />
        {saved > 0 ? (
          <Num tone="save" unit={t('beforeAfter.estimated')}>
            {exactNumber(-saved)} ({percent(-saved / tokensBefore)})
          </Num>
        ) : (
          <span class="dim small">{t('beforeAfter.same')}</span>
        )}
      </div>
      <div class="beforeAfter">
        <span class="dim">{t('beforeAfter.client')}</span>
        <Stack parts={parts.before} total={tokensBefore} height="normal" />
        <Tokens figure={asked} exact unit={sources(asked)} />
        <span class="dim">{planned ? t('beforeAfter.would') : t('beforeAfter.sent')}</span>
        <span class="sentBar">
          <Stack parts={parts.after} total={tokensBefore} height="normal" />
          {gone > 0 && <i class="gone" style={{ width: `${100 * gone}%` }} aria-hidden="true" />}
        </span>
        <Tokens figure={sent} exact unit={sources(sent)} />
      </div>
      <KindLegend kinds={kinds} />
      {totalMeasured && Math.abs(factor - 1) >= 0.005 && (
        <p class="dim small scaleNote">{t('beforeAfter.scale', { factor: factor.toFixed(2) })}</p>
      )}
      {!totalMeasured && detail.usage !== undefined && (
        <p class="dim small scaleNote">
          {t('beforeAfter.unlike', { counted: exactNumber(sentContext(detail).value) })}
        </p>
      )}
    </section>
  );
}

interface KindPart extends Part {
  readonly role: KindGroup;
}

function sums(detail: ExchangeDetail, column: 'tokensBefore' | 'tokensAfter'): readonly KindPart[] {
  return kindGroups.map(role => ({
    role,
    value: detail.blocks.filter(block => groupOf(block.kind) === role).reduce((sum, block) => sum + block[column], 0),
  }));
}

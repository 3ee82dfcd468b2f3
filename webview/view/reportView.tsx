import type { Report } from '../../src/shared/report.ts';
import { asSentence } from '../../src/shared/sentences/say.ts';
import { type Period, periods } from '../model/search.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { reportScope } from '../state/selection.ts';
import { clockTime, modelName, percent, shortTokens, usd } from '../text/format.ts';
import { count, t, tell } from '../text/t.ts';
import { Button, Segmented, Select } from './controls.tsx';
import { DisableServer } from './disableServer.tsx';
import { estimated, measured, Num, type Part, Stack, Swatch, Tokens, Usd } from './figures.tsx';
import { periodNames } from './periodNames.ts';
import { ReportExports } from './reportExports.tsx';

/** Where did it all go, and what should be done first? The same facts leave as one HTML file, as JSON and as CSV. */
export function ReportView({ panel }: { readonly panel: Panel }) {
  const { report } = panel.state;
  if (report === undefined || report.kind === 'loading')
    return <div class="skeleton requestSkeleton" role="status" aria-label={t('loading')} />;
  if (report.kind === 'failed') {
    return (
      <div class="message">
        <h1>{t('report.failed')}</h1>
        <p>{report.message}</p>
        <Button onPress={() => panel.arrange({})}>{t('retry')}</Button>
      </div>
    );
  }
  return <LoadedReport panel={panel} report={report.value} />;
}

function LoadedReport({ panel, report }: { readonly panel: Panel; readonly report: Report }) {
  return (
    <div class="columns reportColumns">
      <div class="column">
        <Scope panel={panel} />
        <h1>{tell(report.title)}</h1>
        <p class="dim">
          {t('report.span', {
            requests: count('requests', report.requests),
            conversations: count('conversations', report.conversations),
            clients: report.clients.join(', '),
            models: report.models.map(modelName).join(', '),
          })}
        </p>
        <Sums report={report} />
        <HeldOut panel={panel} />
        <Categories report={report} />
        <Cache report={report} />
        <Dearest panel={panel} report={report} />
      </div>
      <div class="column">
        <ReportExports panel={panel} report={report} />
        <Todo panel={panel} report={report} />
      </div>
    </div>
  );
}

/** A day, a week or everything, of one project or of all; a conversation is its own scope. */
function Scope({ panel }: { readonly panel: Panel }) {
  const { conversation, reportPeriod, reportProject } = panel.state.arrangement;
  if (conversation !== undefined) return null;
  const projects = [...new Set(allExchanges(panel.state).map(({ project }) => project))].sort();
  return (
    <div class="tools reportScope">
      <Segmented<Period>
        label={t('list.period')}
        value={reportPeriod}
        choices={periods.map(period => ({ value: period, label: periodNames[period]() }))}
        onChoose={period => panel.arrange({ reportPeriod: period })}
      />
      <Select
        label={t('report.project')}
        value={reportProject}
        choices={[
          { value: '', label: t('report.allProjects') },
          ...projects.map(name => ({ value: name, label: name })),
        ]}
        onChoose={project => panel.arrange({ reportProject: project })}
      />
    </div>
  );
}

/** The one figure that rests on a comparison and on nobody's forecast. */
function HeldOut({ panel }: { readonly panel: Panel }) {
  const { overview, arrangement } = panel.state;
  const isAll = Object.keys(reportScope(arrangement, 0)).length === 0;
  if (overview?.measuredSaving === undefined || !isAll) return null;
  const { share, low, high, treated, untouched } = overview.measuredSaving;
  const told = { share: percent(share), low: percent(low), high: percent(high), treated, untouched };
  return <p class="small heldOut">{t('saved.measured', told)}</p>;
}

function Sums({ report }: { readonly report: Report }) {
  const { cost, saved, couldHaveSaved, waste } = report;
  const wasted = waste.categories.reduce((sum, category) => sum + category.usd, 0);
  return (
    <div class="reportSums">
      {cost.measured !== 0 && <Usd figure={measured(cost.measured)} unit={t('totals.costMeasured')} />}
      {cost.estimated !== 0 && <Usd figure={estimated(cost.estimated)} unit={t('totals.costEstimated')} />}
      {saved.measured !== 0 && <Usd figure={measured(saved.measured)} tone="save" unit={t('totals.savedMeasured')} />}
      {saved.estimated !== 0 && (
        <Usd figure={estimated(saved.estimated)} tone="save" unit={t('totals.savedEstimated')} />
      )}
      {couldHaveSaved.usd > 0 && <Usd figure={estimated(couldHaveSaved.usd)} unit={t('report.couldSave')} />}
      {wasted > 0 && <Usd figure={estimated(wasted)} tone="waste" unit={t('totals.waste')} />}
    </div>
  );
}

function Categories({ report }: { readonly report: Report }) {
  const { categories, examined } = report.waste;
  const largest = Math.max(1, ...categories.map(({ tokens }) => tokens));
  return (
    <section aria-label={t('waste.title')}>
      <div class="section spaced">
        <h2>{t('waste.title')}</h2>
        <span class="dim small">{t('report.examined', { requests: count('requests', examined) })}</span>
      </div>
      <table class="rows reportTable">
        <thead>
          <tr>
            <th class="wasteName">{t('waste.category')}</th>
            <th>
              <span class="hidden">{t('waste.bar')}</span>
            </th>
            <th class="right wasteNumber">{t('unit.tokens')}</th>
            <th class="right wasteNumber">{t('waste.money')}</th>
            <th class="right wasteNumber">{t('report.requests')}</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(({ category, tokens, usd: money, requests }) => (
            <tr key={category}>
              <td class="clip">{t(`wasteIs.${category}`)}</td>
              <td>
                <Stack total={largest} parts={[{ role: 'waste', value: tokens }]} />
              </td>
              <td class="right">
                <Tokens figure={estimated(tokens)} />
              </td>
              <td class="right">
                <Usd figure={estimated(money)} decimals={4} />
              </td>
              <td class="right">
                <Num tone="dim">{requests}</Num>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cache({ report }: { readonly report: Report }) {
  const { hot, rewritten, fresh, breaks } = report.cache;
  const total = hot + rewritten + fresh;
  if (total === 0) return null;
  const parts: readonly Part[] = [
    { role: 'hot', value: hot },
    { role: 'waste', value: rewritten },
    { role: 'results', value: fresh },
  ];
  return (
    <section aria-label={t('report.cache')}>
      <div class="section spaced">
        <h2>{t('report.cache')}</h2>
      </div>
      <Stack parts={parts} height="tall" />
      <div class="keyList small">
        {parts.map(({ role, value }) => (
          <span key={role}>
            <Swatch fill={role} />
            <Num unit={cacheWords(role)}>
              {shortTokens(value)} ({percent(value / total)})
            </Num>
          </span>
        ))}
      </div>
      {breaks.slice(0, 8).map(({ exchange, at, title, tokens, cause, byUs }) => (
        <p key={exchange} class="small">
          <Num tone="dim">{clockTime(at)}</Num> {title}: <Num tone="waste">{shortTokens(tokens)}</Num>{' '}
          {asSentence(tell(cause ?? ''))} {byUs && t('request.byUs')}
        </p>
      ))}
      {breaks.length === 0 && <p class="dim">{t('report.noBreaks')}</p>}
    </section>
  );
}

function cacheWords(role: Part['role']): string {
  if (role === 'hot') return t('cache.hot');
  return role === 'waste' ? t('cache.rewritten') : t('cache.fresh');
}

function Dearest({ panel, report }: { readonly panel: Panel; readonly report: Report }) {
  const open = (id: string): void => {
    const exchange = allExchanges(panel.state).find(each => each.id === id);
    if (exchange !== undefined)
      panel.arrange({ lens: 'inspect', conversation: exchange.conversation, request: id, block: undefined });
  };
  return (
    <section aria-label={t('report.dearest')}>
      <div class="section spaced">
        <h2>{t('report.dearest')}</h2>
      </div>
      <table class="rows reportTable">
        <thead>
          <tr>
            <th>{t('timeline.request')}</th>
            <th class="right wasteNumber">{t('unit.tokens')}</th>
            <th class="right wasteNumber">{t('timeline.waste')}</th>
            <th class="right wasteNumber">{t('usage.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {report.dearest.map(({ id, title, context, wasteTokens, usd: money, measured: isMeasured }) => (
            <tr key={id}>
              <td>
                <button type="button" class="link clip" onClick={() => open(id)}>
                  {title}
                </button>
              </td>
              <td class="right">
                <Tokens figure={{ value: context, measured: isMeasured }} />
              </td>
              <td class="right">
                <Tokens figure={estimated(wasteTokens)} tone="waste" />
              </td>
              <td class="right">
                <Usd figure={{ value: money, measured: isMeasured }} decimals={3} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Todo({ panel, report }: { readonly panel: Panel; readonly report: Report }) {
  if (report.advice.length === 0) return null;
  return (
    <section aria-label={t('advice.title')}>
      <div class="section spaced">
        <h2>{t('advice.title')}</h2>
        <span class="dim small">{t('advice.order')}</span>
      </div>
      <ol class="advice">
        {report.advice.map(({ category, place, text, tokens, usd: money, requests, disables }, index) => (
          <li key={`${category}:${place}:${text}`}>
            <Num tone="dim">{index + 1}</Num>
            <div class="adviceText">
              <span>{tell(text)}</span>
              <span class="adviceWhy">
                {t(`wasteIs.${category}`)}, {tell(place)}, ~{shortTokens(tokens)} {t('unit.tokens')}
              </span>
            </div>
            <div class="adviceAct">
              <Num tone="waste">~{usd(money, 4)}</Num>
              <span class="dim small">{t('report.inRequests', { requests: count('requests', requests) })}</span>
              <DisableServer panel={panel} disables={disables} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

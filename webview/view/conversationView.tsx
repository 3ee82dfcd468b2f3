import { useMemo } from 'preact/hooks';
import { type Conversation, findConversation } from '../model/conversations.ts';
import { timelineEvents, timelinePoints } from '../model/timeline.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { scrubbedExchange } from '../state/selection.ts';
import { duration, modelName } from '../text/format.ts';
import { around, count, t } from '../text/t.ts';
import { Composition } from './composition.tsx';
import { estimated, measured, Num, Usd } from './figures.tsx';
import { Timeline } from './timeline.tsx';
import { WasteColumn } from './wasteColumn.tsx';

/** One conversation: what wastes, when it grew, what is in it now, what to do. */
export function ConversationView({ panel }: { readonly panel: Panel }) {
  const { arrangement, details } = panel.state;
  const exchanges = allExchanges(panel.state);
  const conversation = useMemo(
    () => findConversation(exchanges, arrangement.conversation ?? ''),
    [exchanges, arrangement.conversation],
  );
  const points = useMemo(() => timelinePoints(conversation?.exchanges ?? []), [conversation]);
  const events = useMemo(() => timelineEvents(points), [points]);
  if (conversation === undefined) return <p class="dim">{t('conversation.gone')}</p>;

  const shown = scrubbedExchange(panel.state);
  const point = points.find(each => each.exchange.id === shown) ?? points.at(-1);
  if (point === undefined) return null;
  return (
    <div class="columns overviewColumns">
      <div class="column">
        <ConversationTitle conversation={conversation} />
        <Timeline panel={panel} points={points} events={events} point={point} />
        <Composition panel={panel} point={point} detail={details.get(point.exchange.id)} />
      </div>
      <div class="column wasteFirst">
        <WasteColumn panel={panel} points={points} point={point} detail={details.get(point.exchange.id)} />
      </div>
    </div>
  );
}

function ConversationTitle({ conversation }: { readonly conversation: Conversation }) {
  const { title, exchanges, newest, branches, project, cost } = conversation;
  const oldest = exchanges.at(-1) ?? newest;
  const span = newest.startedAt - oldest.startedAt;
  return (
    <div>
      <h1 class="clip" title={title}>
        {title}
      </h1>
      <p class="dim">
        {[newest.client, modelName(newest.model), project].join(' · ')} ·{' '}
        {around('conversation.span', { requests: count('requests', exchanges.length), time: duration(span) })}
        {branches.length > 0 && ` · ${count('branches', branches.length)}`}
        {cost.measured > 0 && (
          <>
            {' · '}
            {around('conversation.cost', {
              cost: <Usd figure={measured(cost.measured)} />,
              source: t('unit.measured'),
            })}
          </>
        )}
        {cost.measured === 0 && cost.estimated > 0 && (
          <>
            {' · '}
            {around('conversation.cost', {
              cost: <Usd figure={estimated(cost.estimated)} />,
              source: t('unit.estimated'),
            })}
          </>
        )}
        {newest.usage === undefined && <Num tone="dim"> {t('conversation.noUsage')}</Num>}
      </p>
      {newest.origin !== undefined && <p class="originNote">{t(`origin.${newest.origin}`)}</p>}
    </div>
  );
}

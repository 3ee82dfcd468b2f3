import { findConversation, requestNumber } from '../model/conversations.ts';
import { lenses } from '../state/arrangement.ts';
import type { Panel } from '../state/panel.ts';
import { allExchanges } from '../state/panelState.ts';
import { t } from '../text/t.ts';

/** Depth on the left, lenses on the right: the only navigation there is. */
export function PathBar({ panel }: { readonly panel: Panel }) {
  const { arrangement } = panel.state;
  return (
    <div class="path">
      <nav class="crumbs" aria-label={t('path.depth')}>
        {crumbs(panel).map(({ label, open }, index, all) => (
          <span key={label} class="crumbSlot">
            {index > 0 && <span class="crumbMark">›</span>}
            <button
              type="button"
              class="crumb"
              {...(index === all.length - 1 ? { 'aria-current': 'page' as const } : {})}
              onClick={open}
            >
              {label}
            </button>
          </span>
        ))}
      </nav>
      <span class="grow" />
      <nav class="lenses" aria-label={t('path.lenses')}>
        {lenses.map(lens => (
          <button
            key={lens}
            type="button"
            class="lens"
            {...(lens === arrangement.lens ? { 'aria-current': 'page' as const } : {})}
            onClick={() => panel.arrange({ lens })}
          >
            {t(`lens.${lens}`)}
          </button>
        ))}
      </nav>
    </div>
  );
}

interface Crumb {
  readonly label: string;
  readonly open: () => void;
}

function crumbs({ state, arrange }: Panel): readonly Crumb[] {
  const { conversation: id, request } = state.arrangement;
  const top = { conversation: undefined, request: undefined, block: undefined, scrubbed: undefined };
  const path: Crumb[] = [{ label: t('path.all'), open: () => arrange(top) }];
  const conversation = id === undefined ? undefined : findConversation(allExchanges(state), id);
  if (conversation === undefined) return path;
  path.push({ label: conversation.title, open: () => arrange({ request: undefined, block: undefined }) });
  if (request === undefined) return path;
  const label = t('path.request', { n: requestNumber(conversation, request) });
  return [...path, { label, open: () => arrange({ block: undefined }) }];
}

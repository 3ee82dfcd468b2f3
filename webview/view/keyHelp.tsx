import type { Panel } from '../state/panel.ts';
import type { MessageKey } from '../text/english.ts';
import { t } from '../text/t.ts';

const keys: readonly (readonly [string, MessageKey])[] = [
  ['← → Home End', 'keys.scrub'],
  ['n p', 'keys.events'],
  ['↑ ↓ j k', 'keys.rows'],
  ['Enter', 'keys.deeper'],
  ['Esc', 'keys.back'],
  ['1 2 3', 'keys.lens'],
  ['/', 'keys.search'],
  ['.', 'keys.arrivals'],
  ['u', 'keys.unit'],
  ['d', 'keys.diff'],
  ['?', 'keys.help'],
];

export function KeyHelp({ panel }: { readonly panel: Panel }) {
  if (!panel.state.keysShown) return null;
  return (
    <section class="keyHelp" aria-label={t('keys.title')}>
      <h2>{t('keys.title')}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map(each => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

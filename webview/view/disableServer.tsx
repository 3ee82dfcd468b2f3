import type { DisabledServer } from '../../src/shared/disabledServer.ts';
import type { Panel } from '../state/panel.ts';
import { t } from '../text/t.ts';
import { Link } from './controls.tsx';

interface DisableServerProps {
  readonly panel: Panel;
  readonly disables: DisabledServer | undefined;
}

/** Where the editor can do what an advice says. It asks before it does. */
export function DisableServer({ panel, disables }: DisableServerProps) {
  if (disables === undefined || !panel.can('disableServer')) return null;
  return (
    <Link
      title={t('advice.disableMore', { ...disables })}
      onPress={() => panel.act({ type: 'disableServer', ...disables })}
    >
      {t('advice.disable')}
    </Link>
  );
}

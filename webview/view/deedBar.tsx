import type { Panel } from '../state/panel.ts';
import { t, tell } from '../text/t.ts';
import { Button } from './controls.tsx';

/** What was changed last, with the way back; or why it could not be. */
export function DeedBar({ panel }: { readonly panel: Panel }) {
  const { deed, complaint } = panel.state;
  if (deed === undefined && complaint === undefined) return null;
  const dismiss = (): void => panel.happen({ type: 'done', deed: undefined });
  return (
    <div
      class={complaint === undefined ? 'deedBar' : 'deedBar complaint'}
      role={complaint === undefined ? 'status' : 'alert'}
    >
      <span>{complaint === undefined ? deed?.text : tell(complaint)}</span>
      <span class="grow" />
      {complaint === undefined && deed?.undo !== undefined && (
        <Button onPress={panel.deeds.undo}>{t('deed.undo')}</Button>
      )}
      <Button onPress={dismiss}>{t('deed.dismiss')}</Button>
    </div>
  );
}

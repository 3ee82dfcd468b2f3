import { type KindGroup, kindGroups } from '../model/kinds.ts';
import { t } from '../text/t.ts';
import { Swatch } from './figures.tsx';

export const kindNames: Readonly<Record<KindGroup, () => string>> = {
  tools: () => t('kind.tools'),
  system: () => t('kind.system'),
  user: () => t('kind.user'),
  assistant: () => t('kind.assistant'),
  results: () => t('kind.results'),
  images: () => t('kind.images'),
  other: () => t('kind.other'),
};

interface KindLegendProps {
  readonly withWaste?: boolean;
  /** Kinds that stand in the picture; a legend of what is not there only makes people look for it. */
  readonly kinds?: readonly KindGroup[];
}

export function KindLegend({ withWaste = false, kinds = kindGroups }: KindLegendProps) {
  return (
    <span class="keyList">
      {withWaste && (
        <span>
          <Swatch fill="waste" />
          {t('kind.waste')}
        </span>
      )}
      {kindGroups
        .filter(kind => kind !== 'other' && kinds.includes(kind))
        .map(kind => (
          <span key={kind}>
            <Swatch fill={kind} />
            {kindNames[kind]()}
          </span>
        ))}
    </span>
  );
}

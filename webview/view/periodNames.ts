import type { Period } from '../model/search.ts';
import { t } from '../text/t.ts';

export const periodNames: Readonly<Record<Period, () => string>> = {
  today: () => t('list.today'),
  week: () => t('list.week'),
  all: () => t('list.all'),
};

import type { Page } from '../pages.ts';
import { apps } from './apps.ts';
import { documents } from './documents.ts';
import { editors } from './editors.ts';
import { terminals } from './terminals.ts';

/** Drawn and frozen before the reader saw one of them; its rules and thresholds were set on other pictures. */
export const holdoutPages: readonly Page[] = [...terminals, ...editors, ...apps, ...documents];

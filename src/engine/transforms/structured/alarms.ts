import { isAlarming, isWarning } from '../text/severity.ts';

export type Alarm = 'failure' | 'warning';

/** What a value says went wrong, or may. A false alarm costs a few tokens, a missed one an answer. */
export function alarmOf(value: string): Alarm | undefined {
  if (isAlarming(value)) return 'failure';
  return isWarning(value) ? 'warning' : undefined;
}

/** Keys whose value is a failure even when its words are harmless. */
export function isAlarmKey(key: string): boolean {
  return /^(?:errors?|exception|failure|stderr|fault|stack(?:_?trace)?)$/i.test(key);
}

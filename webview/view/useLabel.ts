import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Names a toolkit element once it is in the document: while being connected it overwrites `aria-label` with its kind. */
export function useLabel(label: string): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => element.current?.setAttribute('aria-label', label), [label]);
  return element;
}

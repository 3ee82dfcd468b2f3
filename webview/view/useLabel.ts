import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Names a toolkit element: while being connected it overwrites `aria-label` with its kind, and where the toolkit arrives after the
 * page was drawn, it is connected only then.
 */
export function useLabel(label: string): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    let isShown = true;
    const name = (): void => {
      if (isShown) current.setAttribute('aria-label', label);
    };
    name();
    void customElements.whenDefined(current.localName).then(name);
    return () => {
      isShown = false;
    };
  }, [label]);
  return element;
}

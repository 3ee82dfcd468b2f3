// biome-ignore-all lint/a11y/noNoninteractiveTabindex: callers give the scroller its role.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { rowOffsets, scrollToRow, visibleRows } from '../model/windowing.ts';

interface VirtualRowsProps {
  readonly heights: readonly number[];
  /**
   * Rows that share a slot are never in the document at once. A row keyed by its slot takes over the elements of the one that
   * scrolled out, which costs less than making others.
   */
  readonly renderRow: (index: number, slot: number) => ComponentChildren;
  /** Row kept in view when it changes. */
  readonly active?: number | undefined;
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onNearEnd?: () => void;
}

/**
 * Scrolls any number of rows of known height with only those in view in the document. It is the one focusable element
 * of its list (rows are named by `aria-activedescendant`), because a focused row could scroll out of existence.
 */
export function VirtualRows({ heights, renderRow, active, attributes = {}, onKeyDown, ...rest }: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const offsets = useMemo(() => rowOffsets(heights), [heights]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || active === undefined || active < 0) return;
    const top = scrollToRow(offsets, active, element.scrollTop, element.clientHeight);
    if (top !== element.scrollTop) element.scrollTop = top;
  }, [active]);

  const { from, to } = visibleRows(offsets, view.top, view.height);
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const slots = useRef(1);
  slots.current = Math.max(slots.current, indexes.length);
  return (
    <div
      ref={scroller}
      class={`virtual ${rest.class ?? ''}`}
      tabIndex={0}
      onScroll={event => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
      {...attributes}
    >
      <div class="virtualSpace" role="presentation" style={{ height: `${offsets.at(-1) ?? 0}px` }}>
        <div class="virtualSlice" role="presentation" style={{ transform: `translateY(${offsets[from] ?? 0}px)` }}>
          {indexes.map(index => renderRow(index, index % slots.current))}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to, for lists that are steered by arrows or `j` and `k`. */
export function rowByKey(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(count - 1, current + 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(0, current - 1);
    case 'PageDown':
      return Math.min(count - 1, current + 20);
    case 'PageUp':
      return Math.max(0, current - 20);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

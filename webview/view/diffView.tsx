import { useMemo, useRef, useState } from 'preact/hooks';
import { type DiffRow, diffTexts, foldLongRuns, pairRows } from '../model/diffRows.ts';
import { wrapText } from '../model/wrapText.ts';
import { exactNumber } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { useSize } from './useSize.ts';
import { VirtualRows } from './virtualRows.tsx';

interface DiffViewProps {
  readonly before: string;
  /** Absent when nothing was changed: then the text alone is shown. */
  readonly after: string | undefined;
  readonly as: 'side' | 'unified';
}

const lineHeight = 18;
/** Width of a cell of the 12 px editor font, and of a line's number column. */
const cellWidth = 7.25;
const gutterWidth = 64;
const sideBySideFrom = 620;

/** A diff of any size: lines are wrapped by count of cells, so every height is known and only what is seen is rendered. */
export function DiffView({ before, after, as }: DiffViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSize(frame);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const sideBySide = as === 'side' && after !== undefined && width >= sideBySideFrom;
  const columns = Math.floor(((sideBySide ? width / 2 : width) - gutterWidth - 20) / cellWidth);
  const rows = useMemo(() => diffTexts(before, after ?? before), [before, after]);
  const lines = useMemo(() => {
    const folded = after === undefined ? rows : foldLongRuns(rows, opened);
    const pairs = sideBySide ? pairRows(folded) : folded.map(row => ({ left: row, right: row }));
    return pairs.map(({ left, right }) => {
      const leftLines = left === undefined ? noLines : linesOf(left, columns);
      const rightLines = !sideBySide || right === undefined ? noLines : linesOf(right, columns);
      return {
        left,
        right,
        leftLines,
        rightLines,
        height: Math.max(leftLines.length, rightLines.length, 1) * lineHeight,
      };
    });
  }, [rows, opened, columns, sideBySide, after]);
  const heights = useMemo(() => lines.map(line => line.height), [lines]);
  const unfold = (line: number): void => setOpened(new Set([...opened, line]));
  return (
    <div class={sideBySide ? 'diff sideBySide' : 'diff'} ref={frame}>
      <VirtualRows
        class="diffRows"
        heights={heights}
        attributes={{ role: 'region', 'aria-label': after === undefined ? t('diff.text') : t('diff.name') }}
        renderRow={index => {
          const line = lines[index];
          if (line === undefined) return null;
          const { left, right, leftLines, rightLines, height } = line;
          if (left?.kind === 'folded') {
            return (
              <button key={index} type="button" class={`diffFold ${left.of}`} onClick={() => unfold(left.left)}>
                ⋯ {count(left.of === 'equal' ? 'equalLines' : 'removedLines', left.count, exactNumber(left.count))}
              </button>
            );
          }
          return (
            <div key={index} class="diffLine" style={{ height: `${height}px` }}>
              <Side row={left} lines={leftLines} side={sideBySide ? 'left' : 'both'} />
              {sideBySide && <Side row={right} lines={rightLines} side="right" />}
            </div>
          );
        }}
      />
    </div>
  );
}

const noLines: readonly string[] = [];

interface SideProps {
  readonly row: DiffRow | undefined;
  readonly lines: readonly string[];
  readonly side: 'left' | 'right' | 'both';
}

function Side({ row, lines, side }: SideProps) {
  if (row === undefined || row.kind === 'folded') return <div class="diffSide padding" aria-hidden="true" />;
  const number = side === 'right' || row.kind === 'added' ? 'right' in row && row.right : row.left;
  const sign = row.kind === 'removed' ? '−' : row.kind === 'added' ? '+' : '';
  return (
    <div class={`diffSide ${row.kind}`}>
      <b>
        {sign} {number}
      </b>
      <span>{lines.join('\n')}</span>
    </div>
  );
}

function linesOf(row: DiffRow, columns: number): readonly string[] {
  if (row.kind === 'folded') return [''];
  const { lines, hidden } = wrapText(row.text, columns);
  return hidden === 0 ? lines : [...lines, count('moreCharacters', hidden, exactNumber(hidden))];
}

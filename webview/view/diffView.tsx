import { useMemo, useRef, useState } from 'preact/hooks';
import { type DiffRow, diffTexts, foldLongRuns, pairRows, unlikeRows } from '../model/diffRows.ts';
import { formatJson } from '../model/formatJson.ts';
import { wrapText } from '../model/wrapText.ts';
import { exactNumber } from '../text/format.ts';
import { count, t } from '../text/t.ts';
import { Segmented } from './controls.tsx';
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
  const [form, setForm] = useState<'raw' | 'formatted'>('raw');
  const formatted = useMemo(() => formattedTexts(before, after), [before, after]);
  const [left, right] = form === 'formatted' && formatted !== undefined ? formatted : [before, after];
  const compared = useMemo(() => diffTexts(left, right ?? left), [left, right]);
  const unlike = useMemo(() => (right === undefined ? undefined : unlikeRows(compared)), [compared, right]);
  const rows = unlike ?? compared;
  const lines = useMemo(() => {
    // Both texts from the top stand beside each other line by line; a fold in one of them would part them.
    const isWhole = after === undefined || (unlike !== undefined && sideBySide);
    const folded = isWhole ? rows : foldLongRuns(rows, opened);
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
  }, [rows, unlike, opened, columns, sideBySide, after]);
  const heights = useMemo(() => lines.map(line => line.height), [lines]);
  const unfold = (line: number): void => setOpened(new Set([...opened, line]));
  return (
    <div class={sideBySide ? 'diff sideBySide' : 'diff'} ref={frame}>
      {(formatted !== undefined || unlike !== undefined) && (
        <div class="diffForm small">
          {unlike !== undefined && <span class="dim clip">{t('diff.unlike')}</span>}
          <span class="grow" />
          {formatted !== undefined && (
            <Segmented<'raw' | 'formatted'>
              label={t('diff.form')}
              value={form}
              choices={[
                { value: 'raw', label: t('diff.raw') },
                { value: 'formatted', label: t('diff.formatted'), hint: t('diff.formattedHint') },
              ]}
              onChoose={setForm}
            />
          )}
        </div>
      )}
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

/** Both sides as indented JSON; undefined when there is nothing to indent. */
function formattedTexts(before: string, after: string | undefined): readonly [string, string | undefined] | undefined {
  const [left, right] = [formatJson(before), after === undefined ? undefined : formatJson(after)];
  return left === undefined && right === undefined ? undefined : [left ?? before, right ?? after];
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

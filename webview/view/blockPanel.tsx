import type { BlockView } from '../../src/shared/panelProtocol.ts';
import type { Receipt } from '../../src/shared/records.ts';
import { blockRows } from '../model/blockRows.ts';
import type { ScaledDetail } from '../model/oneScale.ts';
import { pictureIn } from '../model/pictureIn.ts';
import type { Panel } from '../state/panel.ts';
import type { Difference } from '../state/panelState.ts';
import { blockKey } from '../state/selection.ts';
import { byteSize, exactNumber, percent } from '../text/format.ts';
import { t, tell } from '../text/t.ts';
import { Button, Link, Segmented } from './controls.tsx';
import { DiffView } from './diffView.tsx';
import { Num } from './figures.tsx';
import { PicturePair } from './picturePair.tsx';

interface BlockPanelProps {
  readonly panel: Panel;
  readonly detail: ScaledDetail;
}

/** One block: is anything I need gone, and how does it come back? */
export function BlockPanel({ panel, detail }: BlockPanelProps) {
  const { block: position } = panel.state.arrangement;
  const row = blockRows(detail).find(each => position !== undefined && each.first <= position && position <= each.last);
  if (position === undefined || row === undefined) {
    return (
      <div class="message inColumn">
        <h2>{t('block.choose')}</h2>
        <p class="dim">{t('block.chooseMore')}</p>
      </div>
    );
  }
  const { difference } = panel.state;
  if (difference?.exchange === detail.id && difference.block === position)
    return <DifferencePanel panel={panel} difference={difference} />;
  const loaded = panel.state.blocks.get(blockKey(detail.id, position));
  if (loaded === undefined || loaded.kind === 'loading')
    return <div class="skeleton diffSkeleton" role="status" aria-label={t('loading')} />;
  if (loaded.kind === 'failed') {
    return (
      <div class="message inColumn">
        <h2>{t('block.failed')}</h2>
        <p>{loaded.message}</p>
        <Button onPress={() => panel.arrange({})}>{t('retry')}</Button>
      </div>
    );
  }
  return <LoadedBlock panel={panel} detail={detail} view={loaded.value} />;
}

/** What stood at this place in the request before, and what stands there now. */
function DifferencePanel({ panel, difference }: { readonly panel: Panel; readonly difference: Difference }) {
  const { block, title, before, after } = difference;
  return (
    <>
      <div class="blockHead">
        <div class="section">
          <h2 class="clip">{t('block.title', { n: block, label: tell(title) })}</h2>
          <span class="grow" />
          <DiffSwitch panel={panel} />
        </div>
        <p class="dim">{t('difference.more')}</p>
        <div class="buttons">
          <Button onPress={() => panel.happen({ type: 'differenceShown', difference: undefined })}>
            {t('difference.close')}
          </Button>
        </div>
      </div>
      <DiffView before={before} after={after} as={panel.state.arrangement.diffAs} />
    </>
  );
}

function DiffSwitch({ panel }: { readonly panel: Panel }) {
  return (
    <Segmented
      label={t('diff.as')}
      value={panel.state.arrangement.diffAs}
      choices={[
        { value: 'side', label: t('diff.side') },
        { value: 'unified', label: t('diff.unified') },
      ]}
      onChoose={value => panel.arrange({ diffAs: value })}
    />
  );
}

interface LoadedBlockProps extends BlockPanelProps {
  readonly view: BlockView;
}

function LoadedBlock({ panel, detail, view }: LoadedBlockProps) {
  const { diffAs } = panel.state.arrangement;
  const { before, after, label, position } = view;
  const original = view.kind === 'image' ? pictureIn(before) : undefined;
  // The view's own receipt counts in our tokens; those of the request are on the request's scale.
  const receipt = detail.receipts.find(({ block }) => block === position) ?? view.receipt;
  return (
    <>
      <div class="blockHead">
        <div class="section">
          <h2 class="clip">{t('block.title', { n: position, label })}</h2>
          <Sizes receipt={receipt} />
          <span class="grow" />
          {after !== undefined && original === undefined && <DiffSwitch panel={panel} />}
        </div>
        <p class="dim sentence">
          {tell(receipt.reason)}
          {receipt.grade !== undefined && `. ${grades[receipt.grade]()}`}
          {receipt.fresh === false && ` ${t('block.replayed')}`}
        </p>
        <div class="buttons">
          {after !== undefined && panel.can('openDiff') && (
            <Button onPress={() => panel.act({ type: 'openDiff', title: label, before, after })}>
              {t('block.openDiff')}
            </Button>
          )}
          {after === undefined && panel.can('openText') && (
            <Button onPress={() => panel.act({ type: 'openText', title: label, text: before })}>
              {t('block.openText')}
            </Button>
          )}
          <Button onPress={() => panel.act({ type: 'copyText', text: before })}>{t('block.copy')}</Button>
          {after !== undefined && (
            <Button onPress={() => panel.act({ type: 'copyText', text: after })}>{t('block.copySent')}</Button>
          )}
          <NeverTouch panel={panel} receipt={receipt} />
        </div>
      </div>
      {original === undefined ? (
        <DiffView before={before} after={after} as={diffAs} />
      ) : (
        <PicturePair before={original} after={after} picture={detail.blocks[position]?.picture} />
      )}
      <div class="receiptLine small dim">
        {receipt.handle !== undefined && (
          <span>
            {t('block.handle')} <Num>{receipt.handle}</Num>
          </span>
        )}
        <span>
          {t('block.original')} <Num>{byteSize(new TextEncoder().encode(before).length)}</Num>
        </span>
        <span>
          {receipt.transform === 'none' ? t('block.leftAlone') : t('block.transform', { name: receipt.transform })}
        </span>
        <span class="grow" />
        {detail.errorBand > 0 && <span>{t('block.band', { band: percent(detail.errorBand) })}</span>}
      </div>
    </>
  );
}

/** A tool whose results matter too much to be compressed. Both ways are one step, and can be taken back. */
function NeverTouch({ panel, receipt }: { readonly panel: Panel; readonly receipt: Receipt }) {
  const { tool, kind } = receipt;
  if (tool === undefined || kind !== 'toolResult') return null;
  const { toolProfiles } = panel.state.overview?.options ?? {};
  const { [tool]: own, ...others } = toolProfiles ?? {};
  if (own === 'off') {
    return (
      <span class="dim small">
        {t('block.isOff', { tool })}{' '}
        <Link onPress={() => panel.deeds.setOptions({ toolProfiles: others }, t('block.touchAgainTold', { tool }))}>
          {t('block.touchAgain')}
        </Link>
      </span>
    );
  }
  const changes = { toolProfiles: { ...others, [tool]: 'off' as const } };
  return (
    <Button onPress={() => panel.deeds.setOptions(changes, t('block.neverTouchTold', { tool }))}>
      {t('block.neverTouch', { tool })}
    </Button>
  );
}

const grades: Readonly<Record<NonNullable<Receipt['grade']>, () => string>> = {
  decodable: () => t('grade.decodable'),
  settled: () => t('grade.settled'),
  omission: () => t('grade.omission'),
};

export function Sizes({ receipt }: { readonly receipt: Receipt }) {
  const { tokensBefore, tokensAfter } = receipt;
  if (tokensAfter >= tokensBefore) return <Num unit={t('unit.tokens')}>~{exactNumber(tokensBefore)}</Num>;
  return (
    <Num tone="save" unit={t('unit.tokens')}>
      ~{exactNumber(tokensBefore)} → ~{exactNumber(tokensAfter)} ({percent((tokensAfter - tokensBefore) / tokensBefore)}
      )
    </Num>
  );
}

import type { PictureRecord } from '../../src/shared/records.ts';
import { pictureIn } from '../model/pictureIn.ts';
import { percent } from '../text/format.ts';
import { t } from '../text/t.ts';

interface PicturePairProps {
  /** A data URL. */
  readonly before: string;
  readonly after: string | undefined;
  readonly picture: PictureRecord | undefined;
}

/** What the client sent beside what the model got: a picture, a text read from it, or the same with less detail. */
export function PicturePair({ before, after, picture }: PicturePairProps) {
  const sent = after === undefined ? undefined : pictureIn(after);
  return (
    <div class="picturePair">
      <figure>
        <img src={before} alt={t('picture.original')} />
        <figcaption class="small dim">
          {t('picture.original')} {sizeText(picture?.size)}
        </figcaption>
      </figure>
      <figure>
        {after !== undefined && sent === undefined && picture?.shownAs === 'text' ? (
          <pre class="pictureText">{after}</pre>
        ) : (
          <img
            src={sent ?? before}
            alt={t('picture.sent')}
            class={picture?.shownAs === 'lowDetail' ? 'lowDetail' : ''}
          />
        )}
        <figcaption class="small dim">
          {captionOf(picture)} {sizeText(picture?.shownAs === undefined ? undefined : picture.sizeAfter)}
        </figcaption>
      </figure>
    </div>
  );
}

function captionOf(picture: PictureRecord | undefined): string {
  if (picture === undefined) return t('picture.untouched');
  const technique = t(`picture.technique.${picture.technique}`);
  const shown = picture.shownAs === undefined ? t('picture.untouched') : t(`picture.shown.${picture.shownAs}`);
  return t('picture.caption', { shown, technique, confidence: percent(picture.confidence) });
}

function sizeText(size: PictureRecord['size']): string {
  return size === undefined ? '' : `· ${size.width} × ${size.height}`;
}

import { type KindGroup, kindGroups } from '../model/kinds.ts';

/** The roles of the style sheet as colours that a canvas understands. */
export interface Palette {
  readonly background: string;
  readonly ink: string;
  readonly strong: string;
  readonly dim: string;
  readonly grid: string;
  readonly axis: string;
  readonly waste: string;
  readonly wasteInk: string;
  readonly hot: string;
  readonly save: string;
  readonly kinds: Readonly<Record<KindGroup, string>>;
  readonly wordFont: string;
  readonly numberFont: string;
}

/** Resolves the custom properties through a probe element, because a canvas knows neither `var()` nor `color-mix()`. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return toRgb(getComputedStyle(probe).color);
  };
  const font = (name: string): string => getComputedStyle(document.body).getPropertyValue(name).trim();
  const palette: Palette = {
    background: colour('--bg'),
    ink: colour('--ink'),
    strong: colour('--ink-strong'),
    dim: colour('--ink-dim'),
    grid: colour('--grid'),
    axis: colour('--axis'),
    waste: colour('--waste'),
    wasteInk: colour('--waste-ink'),
    hot: colour('--hot'),
    save: colour('--save'),
    kinds: Object.fromEntries(kindGroups.map(kind => [kind, colour(`--kind-${kind}`)])) as Record<KindGroup, string>,
    wordFont: font('--words') || 'sans-serif',
    numberFont: font('--mono') || 'monospace',
  };
  probe.remove();
  return palette;
}

const converter = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Mixed colours compute to `oklab(…)`, which chart libraries cannot parse; one painted pixel tells their RGB. */
function toRgb(colour: string): string {
  if (converter === null || colour.startsWith('rgb')) return colour;
  converter.clearRect(0, 0, 1, 1);
  converter.fillStyle = colour;
  converter.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = converter.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
}

/** Calls back when the editor or the browser switches its theme. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'data-theme'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind'] });
  return () => observer.disconnect();
}

import { useEffect, useState } from 'preact/hooks';
import { type Palette, readPalette, watchTheme } from '../charts/palette.ts';

/** The current palette; a new one after every change of theme. */
export function useTheme(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => watchTheme(() => setPalette(readPalette())), []);
  return palette;
}

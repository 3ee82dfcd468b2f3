/** Red, green and blue per pixel, row by row, 0 to 255. */
export interface ColourRaster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Brightness per pixel, row by row, 0 to 255. */
export interface GreyRaster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

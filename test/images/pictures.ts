import sharp from 'sharp';

/** Pictures for tests, drawn here: no files, no fonts of this machine. */
export function photo(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      data[at] = 128 + 100 * Math.sin(x / 37 + y / 91);
      data[at + 1] = 128 + 90 * Math.cos(y / 53 - x / 77);
      data[at + 2] = (x * 255) / width;
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** Black bars on white: what a document looks like from afar. */
export function bars(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height, 255);
  for (let y = 20; y < height - 20; y++) {
    if (y % 20 < 12) data.fill(0, y * width + 20, (y + 1) * width - 20);
  }
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

const glyphs: Readonly<Record<string, readonly string[]>> = {
  W: ['10001', '10001', '10001', '10101', '10101', '11011', '10001'],
  E: ['11111', '10000', '10000', '11110', '10000', '10000', '11111'],
  T: ['11111', '00100', '00100', '00100', '00100', '00100', '00100'],
  F: ['11111', '10000', '10000', '11110', '10000', '10000', '10000'],
  L: ['10000', '10000', '10000', '10000', '10000', '10000', '11111'],
  O: ['01110', '10001', '10001', '10001', '10001', '10001', '01110'],
  R: ['11110', '10001', '10001', '11110', '10100', '10010', '10001'],
};

/** Capital letters in a drawn alphabet, a word per line, smoothed as print is. */
export async function sign(words: readonly string[], dot = 6): Promise<Buffer> {
  const width = 80 + Math.max(...words.map(word => word.length)) * 6 * dot;
  const height = 80 + words.length * 11 * dot;
  const data = Buffer.alloc(width * height, 255);
  words.forEach((word, row) => {
    [...word].forEach((letter, column) => {
      (glyphs[letter] ?? []).forEach((line, y) => {
        [...line].forEach((bit, x) => {
          if (bit === '0') return;
          const left = 40 + (column * 6 + x) * dot;
          const top = 40 + (row * 11 + y) * dot;
          for (let py = top; py < top + dot; py++) data.fill(20, py * width + left, py * width + left + dot);
        });
      });
    });
  });
  return sharp(data, { raw: { width, height, channels: 1 } })
    .blur(1.2)
    .png()
    .toBuffer();
}

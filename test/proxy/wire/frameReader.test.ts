import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FramedMessage, FrameReader } from '../../../src/proxy/wire/frameReader.ts';

interface FrameParts {
  readonly opcode: number;
  readonly isLast?: boolean;
  readonly isCompressed?: boolean;
  readonly mask?: readonly number[];
  readonly payload: Uint8Array;
}

function frame({ opcode, isLast = true, isCompressed = false, mask, payload }: FrameParts): Uint8Array {
  const first = opcode | (isLast ? 0x80 : 0) | (isCompressed ? 0x40 : 0);
  const masked = mask === undefined ? 0 : 0x80;
  const { length } = payload;
  const size =
    length < 126
      ? [length | masked]
      : length < 65_536
        ? [126 | masked, length >> 8, length & 255]
        : [127 | masked, 0, 0, 0, 0, length >> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  const body = mask === undefined ? payload : payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0));
  return Uint8Array.from([first, ...size, ...(mask ?? []), ...body]);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** Feeds the frames in pieces of these sizes, then the rest. */
function read(frames: readonly Uint8Array[], cuts: readonly number[] = []): readonly FramedMessage[] {
  const messages: FramedMessage[] = [];
  const reader = new FrameReader(message => messages.push(message));
  let rest = Uint8Array.from(frames.flatMap(bytes => [...bytes]));
  for (const cut of cuts) {
    reader.feed(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  reader.feed(rest);
  return messages;
}

function texts(messages: readonly FramedMessage[]): readonly string[] {
  return messages.map(({ payload }) => new TextDecoder().decode(payload));
}

describe('frames of a WebSocket', () => {
  it('become messages, masked or not', () => {
    const messages = read([
      frame({ opcode: 1, payload: text('one') }),
      frame({ opcode: 1, mask: [7, 200, 0, 31], payload: text('zwölf') }),
    ]);

    expect(texts(messages)).toEqual(['one', 'zwölf']);
  });

  it('join the parts of a message, with a ping in between', () => {
    const messages = read([
      frame({ opcode: 1, isLast: false, isCompressed: true, payload: text('first ') }),
      frame({ opcode: 9, payload: text('ping') }),
      frame({ opcode: 0, payload: text('second') }),
      frame({ opcode: 1, payload: text('next') }),
    ]);

    expect(texts(messages)).toEqual(['first second', 'next']);
    expect(messages.map(({ isCompressed }) => isCompressed)).toEqual([true, false]);
  });

  it('may be empty', () => {
    expect(texts(read([frame({ opcode: 1, payload: text('') }), frame({ opcode: 8, payload: text('') })]))).toEqual([
      '',
    ]);
  });

  it('have lengths of one, two and eight bytes', () => {
    const lengths = [125, 126, 65_535, 65_536];
    const messages = read(lengths.map(length => frame({ opcode: 2, payload: new Uint8Array(length).fill(65) })));

    expect(messages.map(({ payload }) => payload.length)).toEqual(lengths);
  });

  it('read the same wherever their bytes are cut', () => {
    const parts = fc.record({
      payload: fc.uint8Array({ maxLength: 300 }),
      mask: fc.option(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 4 }), fc.array(fc.nat(200), { maxLength: 6 }), (given, cuts) => {
        const frames = given.map(({ payload, mask }) => frame({ opcode: 2, payload, ...(mask && { mask }) }));

        const payloads = read(frames, cuts).map(({ payload }) => [...payload]);

        expect(payloads).toEqual(given.map(({ payload }) => [...payload]));
      }),
    );
  });

  it('larger than the limit are skipped, and the next one is read', () => {
    const messages: FramedMessage[] = [];
    const reader = new FrameReader(message => messages.push(message));
    const megabyte = new Uint8Array(1024 * 1024);
    reader.feed(Uint8Array.from([0x82, 127, 0, 0, 0, 0, 0x05, 0, 0, 0]));
    for (let sent = 0; sent < 80; sent++) reader.feed(megabyte);

    reader.feed(frame({ opcode: 1, payload: text('small') }));

    expect(texts(messages)).toEqual(['small']);
  });
});

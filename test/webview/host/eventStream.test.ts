import { expect, test } from 'vitest';
import { createEventReader } from '../../../webview/host/eventStream.ts';

const stream = ': open\n\ndata: {"a":1}\n\nevent: x\r\ndata: one\r\ndata: two\r\n\r\n';

test('events come out whole wherever the stream is cut', () => {
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const read = createEventReader();

    const events = [...read(stream.slice(0, cut)), ...read(stream.slice(cut))];

    expect(events).toEqual(['{"a":1}', 'one\ntwo']);
  }
});

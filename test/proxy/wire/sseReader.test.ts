import { describe, expect, it } from 'vitest';
import { type SseEvent, SseReader } from '../../../src/proxy/wire/sseReader.ts';

function read(text: string): SseEvent[] {
  const events: SseEvent[] = [];
  const reader = new SseReader(event => events.push(event));
  reader.feed(new TextEncoder().encode(text));
  reader.end();
  return events;
}

describe('server-sent events', () => {
  it('join their data lines and forget everything else', () => {
    expect(read(': hi\nid: 7\nevent: x\ndata: a\ndata:b\nretry: 1\n\n')).toEqual([{ event: 'x', data: 'a\nb' }]);
  });

  it('end with LF, CR LF or CR', () => {
    expect(read('data: 1\n\ndata: 2\r\n\r\ndata: 3\r\r').map(({ data }) => data)).toEqual(['1', '2', '3']);
  });

  it('count only when their blank line has come', () => {
    expect(read('data: 1\n\ndata: 2\n').map(({ data }) => data)).toEqual(['1']);
  });

  it('without data are none', () => {
    expect(read('event: ping\n\n\n\ndata\n\n')).toEqual([{ event: '', data: '' }]);
  });
});

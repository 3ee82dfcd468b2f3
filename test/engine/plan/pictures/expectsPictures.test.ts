import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { expectsPictures } from '../../../../src/engine/plan/pictures/expectsPictures.ts';

function expects(messages: readonly object[], tools: readonly object[] = []): boolean {
  const body = Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', tools, messages }));
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return expectsPictures(body, index);
}

const tool = (name: string) => ({ name, description: 'd', input_schema: { type: 'object', properties: {} } });
const says = (content: string) => ({ role: 'user', content });
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };

describe('expectsPictures', () => {
  it('is true in a conversation that has brought one, however long ago', () => {
    const messages = [
      { role: 'user', content: [picture] },
      { role: 'assistant', content: 'A cat.' },
      says('And now fix the tests'),
    ];

    expect(expects(messages)).toBe(true);
  });

  it.each(['mcp__playwright__browser_take_screenshot', 'take_screenshot', 'screenshot_page', 'screen-capture'])(
    'is true where the client has the tool %s',
    name => {
      expect(expects([says('Fix the tests')], [tool('Bash'), tool(name)])).toBe(true);
    },
  );

  it.each(['Look at design/home.png', 'Take a screenshot of it', 'Mach ein Bildschirmfoto davon', 'Siehe Foto.JPG!'])(
    'is true when the person has just written: %s',
    text => {
      expect(expects([says(text)])).toBe(true);
    },
  );

  it('is false for words that are no pictures, and for pictures that were named long ago', () => {
    expect(expects([says('Encode it as pngs and jpgraph')], [tool('Read')])).toBe(false);
    expect(expects([says('See a.png'), { role: 'assistant', content: 'Seen.' }, says('Thanks')])).toBe(false);
  });

  it('is false where a tool takes positions in pictures, which stay as they are', () => {
    const computer = { type: 'computer_20250124', name: 'computer', display_width_px: 800, display_height_px: 600 };

    expect(expects([{ role: 'user', content: [picture] }], [computer])).toBe(false);
  });
});

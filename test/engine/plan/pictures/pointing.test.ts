import { describe, expect, it } from 'vitest';
import { indexRequest, isUnindexed } from '../../../../src/engine/conversation/indexRequest.ts';
import { findsPlacesInPictures } from '../../../../src/engine/plan/pictures/pointing.ts';

function asks(tool: unknown): boolean {
  const body = Buffer.from(JSON.stringify({ model: 'm', tools: [tool], messages: [{ role: 'user', content: 'go' }] }));
  const index = indexRequest(body, 'anthropic');
  if (isUnindexed(index)) throw new Error(index.reason);
  return findsPlacesInPictures(body, index);
}

describe('findsPlacesInPictures', () => {
  it.each([
    [{ type: 'computer_20250124', name: 'computer', display_width_px: 1024 }],
    [
      {
        name: 'browser_mouse_click_xy',
        input_schema: { properties: { x: { type: 'number' }, y: { type: 'number' } } },
      },
    ],
    [{ name: 'click', input_schema: { properties: { coordinate: { type: 'array' } } } }],
  ])('knows tools that point: %o', tool => {
    expect(asks(tool)).toBe(true);
  });

  it.each([
    [{ name: 'browser_take_screenshot', input_schema: { properties: { fullPage: { type: 'boolean' } } } }],
    [{ name: 'Bash', input_schema: { properties: { command: { type: 'string' } } } }],
  ])('knows tools that do not: %o', tool => {
    expect(asks(tool)).toBe(false);
  });
});

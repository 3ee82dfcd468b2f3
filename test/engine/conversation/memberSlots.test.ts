import { expect, it } from 'vitest';
import { memberSlots } from '../../../src/engine/conversation/memberSlots.ts';

function textsIn(json: string): Readonly<Record<string, string>> | undefined {
  const bytes = Buffer.from(json);
  const slots = memberSlots(bytes);
  if (slots === undefined) return undefined;
  return Object.fromEntries([...slots].map(([key, { start, end }]) => [key, bytes.toString('utf8', start, end)]));
}

it('finds values as they are spelt, behind escaped keys too', () => {
  expect(textsIn('\uFEFF { "a" : [1.0, "é"] ,"\\u0062":1e400 }\n')).toEqual({ a: '[1.0, "é"]', b: '1e400' });
});

it.each(['[]', '{', '{"a":1}{}', '{"a":1,"a":2}', '"text"', '', '{"a":01}'])('finds nothing in %s', json => {
  expect(textsIn(json)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { hubRequest } from '../../../src/process/judging/hubRequest.ts';
import { directNetwork, WayOut } from '../../../src/proxy/wayOut.ts';
import { StandInHub } from '../../models/hub/standInHub.ts';

it("asks the hub on this machine's way out, and hands on what it answers", async () => {
  const hub = new StandInHub({ 'config.json': Buffer.from('{"a":1}') });
  const endpoint = await hub.listen();
  const wayOut = new WayOut(directNetwork);

  const answer = await hubRequest(wayOut)(new URL('a/b/resolve/c/config.json', endpoint), { range: 'bytes=4-' });
  const pieces: Uint8Array[] = [];
  for await (const piece of answer.body) pieces.push(piece);

  expect(answer.status).toBe(206);
  expect(Buffer.concat(pieces).toString()).toBe(':1}');
  expect(hub.asked).toEqual(['/a/b/resolve/c/config.json bytes=4-']);
  wayOut.close();
  await hub.close();
});

import { setTimeout as delay } from 'node:timers/promises';
import { answerCalls } from '../../../src/process/threads/answerCalls.ts';

/** A worker for tests: echoes, and misbehaves on request. */
answerCalls<string, string>(async request => {
  if (request === 'slow') await delay(50);
  if (request === 'throw') throw new Error('thrown');
  if (request === 'die') process.exit(3);
  const eaten: number[][] = [];
  while (request === 'devour') eaten.push(Array.from({ length: 10_000 }, (_, i) => i + eaten.length));
  while (request === 'hang');
  return request;
});

import { expect, it } from 'vitest';
import { lossError, lossNotice } from '../../src/store/losses.ts';

it('names the file, what became of it, and what came along', () => {
  const notice = lossNotice({
    path: '/home/a/headroom.db',
    loss: 'damaged',
    kept: 3,
    aside: '/home/a/headroom.db.damaged-1',
  });

  expect(notice).toBe(
    'The store /home/a/headroom.db was damaged while it was in use; a new one was started. The old one is ' +
      'headroom.db.damaged-1 in /home/a. So that running conversations go on as they were, 3 decisions about their texts ' +
      'were written back; to leave nothing of them, clear the recorded data.',
  );
});

it('promises nothing when nothing came along', () => {
  expect(lossNotice({ path: 'store', loss: 'replaced', kept: 0 })).toBe(
    'The store store was replaced while it was in use; the file that is there now is used.',
  );
});

it('is an error that says what was lost', () => {
  expect(lossError('store', 'deleted')).toMatchObject({
    loss: 'deleted',
    message: expect.stringContaining('was deleted'),
  });
});

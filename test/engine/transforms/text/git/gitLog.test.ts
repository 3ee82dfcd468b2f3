import { expect, test } from 'vitest';
import { readLog } from '../../../../../src/engine/transforms/text/git/gitLog.ts';

const log = `commit 3bf9494aa (HEAD -> main, tag: v1)
Merge: 12ab 34cd
Author: Ann <a@b.c>
Date:   Sat Nov 21 06:37:45 2026 +0000

    Subject

    Body
      deeper

 src/a.ts   |  12 +++---
 img/b.png  | Bin 0 -> 12 bytes
 2 files changed, 7 insertions(+), 5 deletions(-)

commit 4444444
Author: Bo <b@b.c>
Date:   Sat Nov 21 06:37:46 2026 +0000

    Second

commit 5555555
Author: Bo <b@b.c>
Date:   Sat Nov 21 06:37:47 2026 +0000

    Third
`;

test('commits are read with their message, files and totals', () => {
  const [first, second] = readLog(log.split('\n')) ?? [];

  expect(first).toEqual({
    hash: '3bf9494aa',
    refs: ' (HEAD -> main, tag: v1)',
    author: 'Ann <a@b.c>',
    date: 'Sat Nov 21 06:37:45 2026 +0000',
    message: ['Subject', '', 'Body', '  deeper'],
    files: [' src/a.ts   |  12 +++---', ' img/b.png  | Bin 0 -> 12 bytes'],
    totals: ' 2 files changed, 7 insertions(+), 5 deletions(-)',
    others: ['Merge: 12ab 34cd'],
    line: 0,
  });
  expect(second?.totals).toBeUndefined();
});

test('what begins otherwise, holds patches or few commits is none', () => {
  expect(readLog(['some text', ...log.split('\n')])).toBeUndefined();
  expect(readLog([...log.split('\n'), 'diff --git a/x b/x'])).toBeUndefined();
  expect(readLog(log.split('\n').slice(0, 20))).toBeUndefined();
});

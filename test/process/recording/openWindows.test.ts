import { expect, test } from 'vitest';
import { OpenWindows } from '../../../src/process/recording/openWindows.ts';

const copilot = { project: 'default', client: 'GitHub Copilot' };

test('a request of Copilot belongs to the project of the window whose session it names', () => {
  const windows = new OpenWindows();
  windows.add({ session: 'one', project: 'web-shop' });
  windows.add({ session: 'two', project: 'compiler' });

  expect(windows.projectFor({ ...copilot, session: 'two' })).toBe('compiler');
  expect(windows.projectFor({ ...copilot, session: 'of another editor' })).toBe('default');
});

test('without a session it is known only while every open window has the same', () => {
  const windows = new OpenWindows();
  expect(windows.projectFor(copilot)).toBe('default');

  windows.add({ session: 'one', project: 'web-shop' });
  windows.add({ session: 'two', project: 'web-shop' });
  const same = windows.projectFor(copilot);
  const close = windows.add({ session: 'three' });
  const unlike = windows.projectFor(copilot);
  close();

  expect([same, unlike, windows.projectFor(copilot)]).toEqual(['web-shop', 'default', 'web-shop']);
});

test('what a request itself names stands, and other clients are none of the windows', () => {
  const windows = new OpenWindows();
  windows.add({ session: 'one', project: 'web-shop' });

  expect(windows.projectFor({ ...copilot, project: 'mine' })).toBe('mine');
  expect(windows.projectFor({ project: 'default', client: 'Claude Code' })).toBe('default');
});

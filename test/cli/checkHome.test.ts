import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHome } from '../../src/cli/checkHome.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

function homeWith(modes: { readonly folder: number; readonly store: number }) {
  const home = join(temporaryFolder(), 'home');
  mkdirSync(home);
  const store = join(home, 'headroom.db');
  writeFileSync(store, '');
  chmodSync(store, modes.store);
  chmodSync(home, modes.folder);
  return { home, store };
}

describe.skipIf(process.platform === 'win32')('checkHome', () => {
  it('finds a folder in order whose files only their owner can read', async () => {
    const { home } = homeWith({ folder: 0o755, store: 0o600 });

    expect(await checkHome(home)).toEqual({ check: 'home', ok: true, detail: home });
    expect(await checkHome(join(home, 'missing'))).toMatchObject({ ok: true });
  });

  it('names a store that others can read, and a folder in which others can put files', async () => {
    const readable = homeWith({ folder: 0o700, store: 0o644 });
    const writable = homeWith({ folder: 0o777, store: 0o600 });

    expect(await checkHome(readable.home)).toMatchObject({
      ok: false,
      remedy: expect.stringContaining(readable.store),
    });
    expect(await checkHome(writable.home)).toMatchObject({ ok: false, remedy: expect.stringContaining(writable.home) });
  });

  it('says so when the path leads to a file', async () => {
    const { store } = homeWith({ folder: 0o700, store: 0o600 });

    expect(await checkHome(store)).toMatchObject({ ok: false, remedy: expect.stringContaining('HEADROOM_HOME') });
  });

  it('leaves Windows to its own permissions', async () => {
    const { home } = homeWith({ folder: 0o777, store: 0o600 });

    expect(await checkHome(home, 'win32')).toMatchObject({ ok: true });
  });
});

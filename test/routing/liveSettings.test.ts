import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restoreLiveSettings, setLiveSettings } from '../../src/routing/liveSettings.ts';
import { beginWithdrawal } from '../../src/routing/withdraw.ts';
import { FakeSettings } from './fakeSettings.ts';
import { RoutingLab } from './routingLab.ts';

const original = '{\n  // mine\n  "a.number": 1, "a.text": "x" /* nice */,\n}\n';
const route = { client: 'GitHub Copilot', folder: '/', port: 1, effectiveUrl: '' };

class SettingsLab extends RoutingLab {
  readonly live = new FakeSettings(join(this.userFolder, 'settings.json'));

  constructor(text = original) {
    super();
    this.write(this.live.file, text);
  }

  set(key: string, value: unknown): Promise<void> {
    const wishes = [{ kind: 'json', path: [key], value }] as const;
    const place = { live: this.live, file: this.live.file };
    return this.journal.exclusively(pages => setLiveSettings(pages, place, { wishes, route, now: 1 }));
  }

  restore(): Promise<readonly string[]> {
    return this.journal.exclusively(async pages => {
      const notes: string[] = [];
      for (const entry of pages.entries) notes.push(...(await restoreLiveSettings(pages, this.live, entry)).notes);
      return notes;
    });
  }
}

describe('settings that an editor holds', () => {
  it('are set and taken back by the editor, and their file has its bytes again', async () => {
    using lab = new SettingsLab();

    await lab.set('theirs.url', 'http://127.0.0.1:1');
    const during = lab.live.text;
    await lab.restore();

    expect(during).toContain('"theirs.url": "http://127.0.0.1:1"');
    expect(lab.live.log).toEqual(['theirs.url = "http://127.0.0.1:1"', 'theirs.url = undefined']);
    expect(lab.live.text).toBe(original);
    expect(await lab.journal.read()).toEqual([]);
  });

  it('have their bytes again without the editor too, after a crash', async () => {
    using lab = new SettingsLab();
    await lab.set('theirs.on', true);

    await beginWithdrawal(lab.journal, () => true, 2);

    expect(lab.live.text).toBe(original);
  });

  it('get back the value of before', async () => {
    using lab = new SettingsLab();
    await lab.set('a.text', 'ours');

    await lab.restore();

    expect(lab.live.log.at(-1)).toBe('a.text = "x"');
    expect(lab.live.text).toBe(original);
  });

  it('keep what a person has set meanwhile, ours or any other', async () => {
    using lab = new SettingsLab();
    await lab.set('theirs.url', 'ours');
    await lab.live.write('theirs.url', 'mine');
    await lab.live.write('another', 2);

    const notes = await lab.restore();

    expect([lab.live.read('theirs.url'), lab.live.read('another'), lab.live.read('a.number')]).toEqual(['mine', 2, 1]);
    expect(notes.join()).toContain('"mine"');
  });

  it.each(['set', 'restore'] as const)('keep what other programs write in the same moment (%s)', async moment => {
    class BusySettings extends FakeSettings {
      isBusy = moment === 'set';

      override async write(key: string, value: unknown): Promise<void> {
        await super.write(key, value);
        if (this.isBusy) await super.write('other.token', 'precious');
      }
    }
    using lab = new SettingsLab();
    const busy = new BusySettings(lab.live.file);
    const place = { live: busy, file: busy.file };
    const wishes = [{ kind: 'json', path: ['ours.url'], value: 'ours' }] as const;
    await lab.journal.exclusively(pages => setLiveSettings(pages, place, { wishes, route, now: 1 }));
    busy.isBusy = moment === 'restore';

    await lab.journal.exclusively(async pages => {
      for (const entry of pages.entries) await restoreLiveSettings(pages, busy, entry);
    });

    expect([busy.read('other.token'), busy.read('ours.url'), busy.read('a.number')]).toEqual([
      'precious',
      undefined,
      1,
    ]);
  });

  it('are restored in their file when the editor refuses, which is said', async () => {
    using lab = new SettingsLab();
    await lab.set('theirs.url', 'ours');
    lab.live.refuses = true;

    const notes = await lab.restore();

    expect(lab.live.text).toBe(original);
    expect(notes.join()).toContain('unsaved changes');
  });

  it('are not set when they lie in another file than the one that can be restored', async () => {
    using lab = new SettingsLab();
    const elsewhere = new FakeSettings(join(lab.userFolder, 'remote.json'));
    const place = { live: elsewhere, file: lab.live.file };
    const wishes = [{ kind: 'json', path: ['theirs.url'], value: 'ours' }] as const;

    const set = lab.journal.exclusively(pages => setLiveSettings(pages, place, { wishes, route, now: 1 }));

    await expect(set).rejects.toThrow('does not hold');
    await lab.journal.exclusively(async pages => {
      for (const entry of pages.entries) await restoreLiveSettings(pages, elsewhere, entry);
    });
    expect([lab.live.text, elsewhere.read('theirs.url')]).toEqual([original, undefined]);
  });

  it('are left alone in a file that is not JSON', async () => {
    using lab = new SettingsLab('{ "a": ');

    await expect(lab.set('theirs.url', 'ours')).rejects.toThrow('left alone');

    expect(lab.live.text).toBe('{ "a": ');
    expect(lab.live.log).toEqual([]);
  });
});

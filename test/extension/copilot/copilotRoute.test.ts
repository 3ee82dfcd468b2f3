import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CopilotRoute } from '../../../src/extension/copilot/copilotRoute.ts';
import type { Memory } from '../../../src/extension/memory.ts';
import { overrideKey } from '../../../src/routing/copilot/leadCopilot.ts';
import { beginWithdrawal } from '../../../src/routing/withdraw.ts';
import { FakeSettings } from '../../routing/fakeSettings.ts';
import { RoutingLab } from '../../routing/routingLab.ts';

const original = '{ "editor.fontSize": 13 } // mine\n';

class RouteLab extends RoutingLab {
  readonly settingsFileOfUser = join(this.userFolder, 'settings.json');
  readonly live = new FakeSettings(this.settingsFileOfUser);
  readonly notes: string[] = [];
  readonly wishes = new Map<string, unknown>();
  guards = 0;
  readonly memory: Memory = {
    get: key => this.wishes.get(key),
    update: async (key, value) => void this.wishes.set(key, value),
  };
  readonly route = this.routeBy(this.live);

  routeBy(live: FakeSettings): CopilotRoute {
    return new CopilotRoute({
      ...{ home: this.home, journal: this.journal, memory: this.memory },
      settings: { live, file: this.settingsFileOfUser },
      hasOwnUpstream: () => false,
      guard: () => this.guards++,
      report: note => this.notes.push(note),
    });
  }

  constructor() {
    super();
    writeFileSync(this.settingsFileOfUser, original);
  }

  get settings(): string {
    return readFileSync(this.settingsFileOfUser, 'utf8');
  }
}

/** An editor that knows of its settings only what was written through it. */
class BlindSettings extends FakeSettings {
  readonly #known = new Map<string, unknown>();

  override read(key: string): unknown {
    return this.#known.get(key);
  }

  override async write(key: string, value: unknown): Promise<void> {
    await super.write(key, value);
    this.#known.set(key, value);
  }
}

describe('the route of Copilot', () => {
  test('leads it here, guarded, and gives the settings back', async () => {
    using lab = new RouteLab();

    await lab.route.connect('compress', 8787);
    const led = lab.settings;
    await lab.route.undo();

    expect(led).toContain('http://127.0.0.1:8787/copilot');
    expect(lab.guards).toBe(1);
    expect(lab.settings).toBe(original);
    expect(lab.route.since('compress')).toBeTypeOf('number');
  });

  test('comes back with the engine, and stays away when it was disconnected', async () => {
    using lab = new RouteLab();
    await lab.route.connect('compress', 8787);
    await lab.route.engineLost();
    const without = lab.settings;

    await lab.route.apply(8787);
    const again = lab.settings;
    await lab.route.disconnect('compress', 8787);
    await lab.route.apply(8787);

    expect(without).toBe(original);
    expect(again).toContain(overrideKey);
    expect(lab.settings).toBe(original);
  });

  test('is not connected in a window whose user settings lie elsewhere', async () => {
    using lab = new RouteLab();
    const remote = new FakeSettings(join(lab.userFolder, 'remote.json'));
    const route = lab.routeBy(remote);

    await expect(route.connect('compress', 8787)).rejects.toThrow('does not hold');

    expect(lab.settings).toBe(original);
    expect(remote.read(overrideKey)).toBeUndefined();
    expect(route.since('compress')).toBeUndefined();
    expect(await lab.journal.read()).toEqual([]);
  });

  test('never keeps an engine from starting', async () => {
    using lab = new RouteLab();
    lab.wishes.set('copilotCompressSince', 1);
    writeFileSync(lab.settingsFileOfUser, 'no JSON');

    await lab.route.apply(8787);

    expect(lab.notes.join()).toContain('left alone');
    expect(lab.settings).toBe('no JSON');
  });

  test('has two levels, each with its own time', async () => {
    using lab = new RouteLab();
    await lab.route.connect('watch', 8787);
    await lab.route.connect('compress', 8787);

    await lab.route.disconnect('compress', 8787);

    expect(lab.settings).toContain('otel.otlpEndpoint');
    expect(lab.settings).not.toContain(overrideKey);
    expect([lab.route.since('watch'), lab.route.since('compress')]).toEqual([expect.any(Number), undefined]);
  });

  test('can be disconnected while nothing runs, and what remains comes with the engine', async () => {
    using lab = new RouteLab();
    await lab.route.connect('watch', 8787);
    await lab.route.connect('compress', 8787);
    await lab.route.undo();

    await lab.route.disconnect('watch', undefined);
    const stopped = lab.settings;
    await lab.route.apply(9999);

    expect(stopped).toBe(original);
    expect(lab.settings).toContain('http://127.0.0.1:9999/copilot');
    await lab.route.undo();
    expect(lab.settings).toBe(original);
  });

  test('keeps its requests coming when somebody else has its telemetry', async () => {
    using lab = new RouteLab();
    const theirs = { 'github.copilot.chat.otel.otlpEndpoint': 'http://collector.example:4318' };
    writeFileSync(lab.settingsFileOfUser, JSON.stringify(theirs));
    await lab.route.connect('compress', 8787);

    await expect(lab.route.connect('watch', 8787)).rejects.toThrow('already goes to http://collector.example:4318');

    expect(lab.live.read(overrideKey)).toBe('http://127.0.0.1:8787/copilot');
    expect([lab.route.since('watch'), lab.route.since('compress')]).toEqual([undefined, expect.any(Number)]);
  });

  test('goes when it is disconnected, though somebody has taken its telemetry meanwhile', async () => {
    using lab = new RouteLab();
    await lab.route.connect('watch', 8787);
    await lab.route.connect('compress', 8787);
    await lab.live.write('github.copilot.chat.otel.otlpEndpoint', 'http://collector.example:4318');

    await lab.route.apply(8787);
    const applied = lab.live.read(overrideKey);
    await lab.route.disconnect('compress', 8787);

    expect(applied).toBe('http://127.0.0.1:8787/copilot');
    expect(lab.live.read(overrideKey)).toBeUndefined();
    expect(lab.notes.join()).toContain('already goes to http://collector.example:4318');
  });

  test('tells an editor that notices no files what an engine has restored by itself', async () => {
    using lab = new RouteLab();
    const blind = new BlindSettings(lab.settingsFileOfUser);
    const route = lab.routeBy(blind);
    await route.connect('compress', 8787);
    await beginWithdrawal(lab.journal, () => true, Date.now());
    const before = blind.read(overrideKey);

    await route.undo();

    expect([before, blind.read(overrideKey)]).toEqual(['http://127.0.0.1:8787/copilot', undefined]);
    expect(lab.settings).toBe(original);
  });

  test('is taken back with the last window', async () => {
    using lab = new RouteLab();
    await lab.route.connect('compress', 8787);

    await lab.route.lastWindowCloses();

    expect(lab.settings).toBe(original);
  });
});

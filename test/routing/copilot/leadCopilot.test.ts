import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainedUpstream } from '../../../src/routing/chainedUpstreams.ts';
import {
  type CopilotLead,
  leadCopilot,
  overrideKey,
  withdrawCopilot,
  withdrawOverride,
} from '../../../src/routing/copilot/leadCopilot.ts';
import { FakeSettings } from '../fakeSettings.ts';
import { RoutingLab } from '../routingLab.ts';

const original = `{
  // mine
  "editor.fontSize": 13,
  "workbench.colorTheme": "Default Dark Modern", // nice
}
`;

class CopilotLab extends RoutingLab {
  readonly userSettings = join(this.userFolder, 'User', 'settings.json');
  readonly live = new FakeSettings(this.userSettings);
  refusal: Error | undefined;

  /** Returns the override that Copilot reads then. */
  async lead(more: Partial<CopilotLead> = {}): Promise<unknown> {
    this.refusal = await leadCopilot(this.journal, {
      ...{ home: this.home, port: 8787, watches: false, compresses: true, now: 1 },
      settings: { live: this.live, file: this.userSettings },
      ...more,
    });
    return this.live.read(overrideKey);
  }

  settings(): string {
    return this.live.text;
  }

  withdraw(): Promise<readonly string[]> {
    return withdrawCopilot(this.journal, this.live);
  }
}

describe('leading Copilot here', () => {
  it('sets the override beside what people have written, and gives the file back byte for byte at once', async () => {
    using lab = new CopilotLab();
    lab.write(lab.userSettings, original);

    const address = await lab.lead();
    const led = lab.settings();
    await lab.withdraw();

    expect(address).toBe('http://127.0.0.1:8787/copilot');
    expect(led).toContain(`"${overrideKey}": "http://127.0.0.1:8787/copilot"`);
    expect(led).toContain('// mine');
    expect(lab.settings()).toBe(original);
    expect(await lab.journal.read()).toEqual([]);
  });

  it('is journalled before the file is touched', async () => {
    using lab = new CopilotLab();
    await lab.lead();

    const [entry] = await lab.journal.read();

    expect(entry).toMatchObject({ file: lab.userSettings, route: { client: 'GitHub Copilot', port: 8787 } });
    expect(entry?.original).toBeUndefined();
    await lab.withdraw();
    expect(lab.read(lab.userSettings)).toBeUndefined();
  });

  it('keeps a gateway that was set before in the way, also when it is applied again', async () => {
    using lab = new CopilotLab();
    const withGateway = `{"${overrideKey}":"https://gw.example/copilot"}`;
    lab.write(lab.userSettings, withGateway);

    const first = await lab.lead();
    const second = await lab.lead();

    expect(second).toBe(first);
    const [, name = ''] = /\/u\/([\w-]+)$/.exec(String(first)) ?? [];
    expect(chainedUpstream(lab.home, name)).toBe('https://gw.example/copilot');
    await lab.withdraw();
    expect(lab.settings()).toBe(withGateway);
  });

  it('leaves a value that somebody else has set meanwhile, and says so', async () => {
    using lab = new CopilotLab();
    lab.write(lab.userSettings, original);
    await lab.lead();
    lab.write(lab.userSettings, lab.settings().replace('http://127.0.0.1:8787/copilot', 'https://other.example'));

    const notes = await lab.withdraw();

    expect(lab.settings()).toContain('https://other.example');
    expect(notes.join()).toContain('https://other.example');
    expect(await lab.journal.read()).toEqual([]);
  });

  it('lets Copilot tell of its requests, and drops one level without the other', async () => {
    using lab = new CopilotLab();
    lab.write(lab.userSettings, original);

    await lab.lead({ watches: true });
    const both = lab.settings();
    await lab.lead({ watches: true, compresses: false });
    const watching = lab.settings();
    await lab.lead({ compresses: false });

    expect(both).toContain('"github.copilot.chat.otel.enabled": true');
    expect(both).toContain('"github.copilot.chat.otel.otlpEndpoint": "http://127.0.0.1:8787/otel"');
    expect(both).toContain(overrideKey);
    expect(watching).toContain('otel.enabled');
    expect(watching).not.toContain(overrideKey);
    expect(lab.settings()).toBe(original);
    expect(await lab.journal.read()).toEqual([]);
  });

  it('leaves its telemetry settings for the next window when the last one closes, and nothing that could fail', async () => {
    using lab = new CopilotLab();
    lab.write(lab.userSettings, original);
    await lab.lead({ watches: true });

    await withdrawOverride(lab.journal, 2);
    const closed = lab.settings();
    await lab.withdraw();

    expect(closed).toContain('otel.otlpEndpoint');
    expect(closed).not.toContain(overrideKey);
    expect(lab.settings()).toBe(original);
    await lab.lead();
    await withdrawOverride(lab.journal, 3);
    expect(lab.settings()).toBe(original);
    expect(await lab.journal.read()).toEqual([]);
  });

  it.each([true, false])(
    'what a person has made of those settings stays when the last window closes',
    async compresses => {
      using lab = new CopilotLab();
      lab.write(lab.userSettings, original);
      await lab.lead({ watches: true, compresses });
      await lab.live.write('github.copilot.chat.otel.enabled', false);
      await lab.live.write('github.copilot.chat.otel.otlpEndpoint', 'http://collector.example:4318');

      await withdrawOverride(lab.journal, 2);

      expect(lab.live.read('github.copilot.chat.otel.enabled')).toBe(false);
      expect(lab.live.read('github.copilot.chat.otel.otlpEndpoint')).toBe('http://collector.example:4318');
      expect(lab.live.read(overrideKey)).toBeUndefined();
    },
  );

  it('takes nobody else the receiver of their telemetry', async () => {
    using lab = new CopilotLab();
    const collecting = '{"github.copilot.chat.otel.otlpEndpoint":"http://collector.example:4318"}';
    lab.write(lab.userSettings, collecting);

    const address = await lab.lead({ watches: true, compresses: false });
    const refused = lab.refusal;
    const watchedOnly = lab.settings();
    const led = await lab.lead({ watches: true });
    await lab.withdraw();

    expect(refused?.message).toContain('already goes to http://collector.example:4318');
    expect([address, watchedOnly]).toEqual([undefined, collecting]);
    expect(led).toBe('http://127.0.0.1:8787/copilot');
    expect(lab.settings()).toBe(collecting);
  });

  it('lets the agents of the agent host tell too, where the editor has them and nobody else listens', async () => {
    using lab = new CopilotLab();
    const key = 'chat.agentHost.otel.otlpEndpoint';
    await lab.lead({ watches: true });
    const told = lab.live.read(key);
    await lab.withdraw();

    lab.live.unknown = ['chat.agentHost.otel.enabled', key];
    await lab.lead({ watches: true });
    const inOlder = lab.live.read(key);
    await lab.withdraw();

    lab.live.unknown = [];
    lab.write(lab.userSettings, `{"${key}":"http://collector.example:4318"}`);
    await lab.lead({ watches: true });

    expect([told, inOlder, lab.live.read(key)]).toEqual([
      'http://127.0.0.1:8787/otel',
      undefined,
      'http://collector.example:4318',
    ]);
    expect(lab.live.read('chat.agentHost.otel.enabled')).toBeUndefined();
  });

  it('follows the engine to another port', async () => {
    using lab = new CopilotLab();
    lab.write(lab.userSettings, original);
    await lab.lead({ watches: true });

    await lab.lead({ watches: true, port: 9999 });

    expect(lab.settings()).not.toContain('8787');
    expect((await lab.journal.read())[0]?.route?.port).toBe(9999);
    await lab.withdraw();
    expect(lab.settings()).toBe(original);
  });

  it('edits no file that is not JSON', async () => {
    using lab = new CopilotLab();
    lab.write(lab.userSettings, '{ "a": ');

    await expect(lab.lead()).rejects.toThrow('left alone');

    expect(lab.settings()).toBe('{ "a": ');
  });
});

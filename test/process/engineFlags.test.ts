import { describe, expect, it } from 'vitest';
import { parseEngineFlags, UsageError } from '../../src/process/engineFlags.ts';
import { defaultProxySettings } from '../../src/shared/proxySettings.ts';

function parse(args: readonly string[], config = '{}') {
  return parseEngineFlags(args, () => config);
}

describe('the flags of the engine', () => {
  it('have the defaults of the schema, and nothing is an option that nobody gave', () => {
    expect(parse([])).toEqual({ proxy: defaultProxySettings, options: {} });
  });

  it('cover the proxy, its upstreams and every option', () => {
    const { proxy, options } = parse([
      ...['--port', '0', '--mode=optimize', '--profile', 'lossless', '--store', 'sqlite:///x.db'],
      ...['--upstream', 'anthropic=http://127.0.0.1:1/a=b', '--upstream', 'mine=http://x'],
      ...['--no-image-optimize', '--keep-turns', '3', '--target-ratio', '0.5', '--deadline-ms', '20'],
      ...['--tool-profiles', '{"search":{"maxArrayItems":5}}'],
    ]);

    expect(proxy).toMatchObject({ port: 0, mode: 'optimize', deadlineMs: 20 });
    expect(proxy.upstreams).toEqual({ anthropic: 'http://127.0.0.1:1/a=b', mine: 'http://x' });
    expect(options).toEqual({
      savingsProfile: 'lossless',
      storeUrl: 'sqlite:///x.db',
      imageOptimize: false,
      keepTurns: 3,
      targetRatio: 0.5,
      toolProfiles: { search: { maxArrayItems: 5 } },
    });
  });

  it("take a person's word that clients can retrieve, from flag or file", () => {
    expect(parse(['--assume-retrieval']).proxy.assumeRetrieval).toBe(true);
    expect(parse(['--config', 'x.json'], '{"assumeRetrieval":true}').proxy.assumeRetrieval).toBe(true);
    expect(() => parse(['--config', 'x.json'], '{"assumeRetrieval":"yes"}')).toThrow('Give true or false');
  });

  it('win over the configuration file', () => {
    const config =
      '{"mode":"simulate","port":9,"upstreams":{"a":"http://a","b":"http://b"},"keep_turns":7,"retentionDays":2}';

    const { proxy, options } = parse(['--config', 'x.json', '--port', '10', '--upstream', 'b=http://c'], config);

    expect(proxy).toMatchObject({ mode: 'simulate', port: 10, retentionDays: 2 });
    expect(proxy.upstreams).toEqual({ a: 'http://a', b: 'http://c' });
    expect(options).toEqual({ keepTurns: 7 });
  });

  it.each([
    [['--mode', 'fast'], 'Give one of off, audit, simulate, optimize.'],
    [['--profile', 'big'], 'Give one of lossless, balanced, agent-90.'],
    [['--port', '70000'], 'Give a whole number from 0 to 65535.'],
    [['--port', 'x'], '--port is "x"'],
    [['--upstream', 'anthropic'], 'Give NAME=URL'],
    [['--wrong'], 'Unknown flag "--wrong"'],
    [['--upstream', 'mine=nonsense'], 'The upstream mine is "nonsense". Give a URL that starts with http'],
    [['--store', 'nothing://'], 'The store URL "nothing://" is not known. Give sqlite:///'],
    [['stray'], 'stray'],
    [['--keep-turns=-1'], 'keepTurns'],
    [['--tool-profiles', '{'], '--tool-profiles is not JSON'],
    [['--store', ''], 'storeUrl'],
  ])('%j is refused with what would fit', (args, message) => {
    expect(() => parse(args)).toThrow(UsageError);
    expect(() => parse(args)).toThrow(message);
  });

  it('say when the configuration file is unreadable, no object, or knows too much', () => {
    const missing = () =>
      parseEngineFlags(['--config', '/nowhere.json'], () => {
        throw new Error('ENOENT');
      });

    expect(missing).toThrow('/nowhere.json cannot be read');
    expect(() => parse(['--config', 'x'], '[]')).toThrow('must hold one JSON object');
    expect(() => parse(['--config', 'x'], '{"surprise":1}')).toThrow('Unknown option "surprise"');
  });
});

import { describe, expect, it } from 'vitest';
import { claudeCodeBody } from '../../../scripts/demo/claudeCodeRequest.ts';
import type { ExchangeFacts } from '../../../src/engine/analysis/exchangeFacts.ts';
import { inputOf } from '../../../src/engine/analysis/sentPrefix.ts';
import { AnalysisLab, ask, indexOf, records, round } from './analysisLab.ts';

const listed = [ask, ...round('t1', 'Bash', { command: 'list-rows --json' }, records)];

/** What the proxy tells when it replaced the result of `listed`. */
function replacedRows(): Pick<ExchangeFacts, 'settled'> {
  const position = indexOf(Buffer.from(claudeCodeBody(listed))).blocks.findIndex(({ kind }) => kind === 'toolResult');
  const outcome = {
    kind: 'replace',
    transform: 'json_records',
    grade: 'decodable',
    output: 'short',
    reason: 'JSON records written as tables',
    handle: 'abcdefghij',
  } as const;
  const decision = { identity: 'call:t1', outcome, tokensBefore: 4000, tokensAfter: 1 };
  return { settled: [{ position, decision, fresh: true }] };
}

describe('an exchange', () => {
  it('adds its blocks up: composition, totals and waste agree', async () => {
    const { detail } = await new AnalysisLab().send(listed, { mode: 'audit' });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

    expect(sum(detail.blocks.map(({ tokensBefore }) => tokensBefore))).toBe(detail.tokensBefore);
    expect(sum((detail.composition ?? []).map(({ tokens }) => tokens))).toBe(detail.tokensAfter);
    expect(sum(detail.blocks.map(({ wasteTokens }) => wasteTokens))).toBe(detail.wasteTokens);
    expect(detail.blocks.every(({ wasteTokens, tokensAfter }) => wasteTokens <= tokensAfter)).toBe(true);
    expect(detail.receipts).toHaveLength(detail.blocks.length);
  });

  it('is called by what the person asked last', async () => {
    const { detail } = await new AnalysisLab().send(listed);

    expect(detail).toMatchObject({
      title: 'Why do the tests fail?',
      latest: 'Bash list-rows --json',
      model: 'claude-sonnet-4-6',
    });
  });

  it('in audit tells what optimize would have saved, and changes nothing', async () => {
    const { detail } = await new AnalysisLab().send(listed, { mode: 'audit' });

    expect(detail.tokensAfter).toBe(detail.tokensBefore);
    expect(detail.couldSave?.tokens).toBeGreaterThan(1000);
    expect(detail.couldSave?.usd).toBeGreaterThan(0);
    expect(detail.saved).toBeUndefined();
    expect(detail.verdict).toMatch(/^Nothing was changed in audit; optimize would have saved about \d/);
  });

  it('finds the retrieval tool itself where the proxy only relayed', async () => {
    const send = (mode: 'audit', canRetrieve: boolean) => new AnalysisLab().send(listed, { mode, canRetrieve });

    expect((await send('audit', false)).detail.couldSave).toEqual((await send('audit', true)).detail.couldSave);
  });

  it('in simulate shows the plan, but knows what was really sent', async () => {
    const { detail, sent } = await new AnalysisLab().send(listed, { mode: 'simulate' });

    expect(detail.tokensAfter).toBeLessThan(detail.tokensBefore);
    expect(sent.isEdited).toBe(false);
    expect(sent.blocks.every(({ clientHash, sentHash }) => clientHash === sentHash)).toBe(true);
  });

  it('in optimize books what was saved, net of our own tool', async () => {
    const { detail } = await new AnalysisLab().send(listed, replacedRows());
    const removed = detail.tokensBefore - detail.tokensAfter;

    expect(removed).toBeGreaterThan(1000);
    expect(detail.saved?.tokens).toBeGreaterThan(removed - 200);
    expect(detail.saved?.tokens).toBeLessThan(removed);
    expect(detail.saved).toMatchObject({ source: 'estimated' });
    expect(detail.verdict).toMatch(/^1 new result compressed: \d.* tokens saved\.$/);
  });

  it('keeps a text with a secret only redacted, under the hash of the redacted text', async () => {
    const secret = `AWS_KEY=AKIA${'ABCDEFGHIJKLMNOP'}`;
    const { detail, texts } = await new AnalysisLab().send([
      ask,
      ...round('t1', 'Bash', { command: 'env' }, `one\n${secret}`),
    ]);
    const block = detail.blocks.find(({ kind }) => kind === 'toolResult');

    expect(texts.get(block?.hash ?? '')).toBe('one\nAWS_KEY=[redacted: AWS access key]');
    expect([...texts.values()].join()).not.toContain(secret);
  });
});

describe('a conversation', () => {
  const usage = { input: 0, output: 10, cacheRead: 0, cacheWrite5m: 7000, cacheWrite1h: 0 };

  it('hits the cache as forecast, however the provider counts', async () => {
    const lab = new AnalysisLab();
    await lab.send([ask], { usage });
    const { detail } = await lab.send(listed, {
      startedAt: 1_020_000,
      usage: { ...usage, cacheRead: 7000, cacheWrite5m: 4000 },
    });

    expect(detail.cache?.rewritten).toBe(0);
    expect(detail.cache?.cause).toBeUndefined();
    expect(detail.cache?.forecastRead).toBeGreaterThan(6500);
    expect(detail.cache?.forecastRead).toBeLessThan(7500);
  });

  it('says that the cache expired while the person was away', async () => {
    const lab = new AnalysisLab();
    await lab.send([ask], { usage });
    const { detail } = await lab.send(listed, {
      startedAt: 1_000_000 + 12 * 60_000,
      usage: { ...usage, cacheWrite5m: 11_000 },
    });

    expect(detail.cache?.cause).toBe('the cache had expired: 12 minutes since the request before');
    expect(detail.cache?.rewritten).toBeGreaterThan(6500);
  });

  it('says what changed in the system text', async () => {
    const lab = new AnalysisLab();
    const before = claudeCodeBody([ask]);
    const after = claudeCodeBody(listed).replace('on Linux.', 'on Linux. Today is 2026-11-21.');
    await lab.send([], { body: Buffer.from(before.replace('on Linux.', 'on Linux. Today is 2026-11-20.')), usage });
    const { detail, distrust } = await lab.send([], {
      body: Buffer.from(after),
      startedAt: 1_020_000,
      usage: { ...usage, cacheWrite5m: 11_000 },
    });

    expect(detail.cache?.cause).toMatch(
      /^the system text changed: “.*2026-11-20.*” became “.*2026-11-21.*” \(a date\)$/,
    );
    expect(detail.cache).toMatchObject({ causedByUs: false });
    expect(detail.waste[0]).toMatchObject({ category: 'dynamicPrefix' });
    expect(distrust).toBeUndefined();
  });

  it('distrusts itself when the cache is lost after an edit and nothing explains it', async () => {
    const lab = new AnalysisLab();
    await lab.send(listed, { ...replacedRows(), usage });
    const { detail, distrust } = await lab.send([...listed, ...round('t2', 'Bash', { command: 'ls' }, 'a b c')], {
      ...replacedRows(),
      startedAt: 1_020_000,
      usage: { ...usage, cacheWrite5m: 7100 },
    });

    expect(detail.cache?.cause).toBe('the provider did not find the prefix although it had not changed');
    expect(distrust).toMatch(/cached tokens were lost after an edit/);
  });

  it('sees when we sent a block in another form than before', async () => {
    const lab = new AnalysisLab();
    await lab.send(listed, { ...replacedRows(), usage });
    const { detail, distrust } = await lab.send([...listed, ...round('t2', 'Bash', { command: 'ls' }, 'a b c')], {
      startedAt: 1_020_000,
      usage: { ...usage, cacheRead: 2000, cacheWrite5m: 8000 },
    });

    expect(detail.cache).toMatchObject({ causedByUs: true });
    expect(detail.cache?.cause).toMatch(/^Headroom sent “Bash list-rows --json” in another form than before$/);
    expect(distrust).toBeDefined();
  });

  it('learns from usage how the model counts', async () => {
    const lab = new AnalysisLab();
    const { detail, lesson } = await lab.send(listed, { mode: 'audit', usage: { ...usage, cacheWrite5m: 9000 } });
    lab.calibration = { [lesson?.family ?? 'unknown']: [lesson?.sample, lesson?.sample, lesson?.sample] };
    const { detail: again } = await lab.send(listed, { mode: 'audit' });

    expect(detail.tokensBefore).not.toBe(9000);
    expect(Math.abs(again.tokensBefore - 9000)).toBeLessThan(100);
    expect(again.errorBand).toBeLessThan(detail.errorBand);
  });

  it('does not count a refused request as sent', async () => {
    const lab = new AnalysisLab();
    const first = await lab.send([ask], { usage });
    const { sent } = await lab.send(listed, { status: 529, startedAt: 1_010_000 });

    expect(sent).toBe(first.sent);
    expect(inputOf(usage)).toBe(sent.cachedTokens);
  });
});

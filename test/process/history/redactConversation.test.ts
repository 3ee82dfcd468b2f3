import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConversationFile } from '../../../src/process/history/openConversationFile.ts';
import { blank, redactConversation } from '../../../src/process/history/redactConversation.ts';
import type { ExchangeDetail } from '../../../src/shared/records.ts';
import { say } from '../../../src/shared/sentences/say.ts';
import type { ConversationExport } from '../../../src/store/store.ts';
import { recordingOf } from '../../store/storeLab.ts';

const text = 'SELECT secret FROM payroll; -- 42 rows\n\tGrüße';
const recorded = recordingOf('e1', [text, 'second'], {
  title: 'Why is Ada paid late?',
  project: 'payroll-api',
  branch: 'look into payroll',
  fault: 'socket of payroll.internal closed',
  cache: {
    ...{ forecastRead: 1, forecastWrite: 2, hot: 3, rewritten: 4, fresh: 5, causedByUs: false },
    cause: 'the client changed message 4: “Ada was paid” stands where “Ada is paid” stood',
  },
});
const exported: ConversationExport = {
  conversation: recorded.exchange.conversation,
  exchanges: [recorded.exchange],
  texts: Object.fromEntries(recorded.texts.map(each => [each.hash, each.text])),
};

describe('a redacted conversation', () => {
  it('holds no word of what somebody wrote', () => {
    const file = JSON.stringify(redactConversation(exported, 'salt'));

    for (const word of ['payroll', 'secret', 'Ada', 'paid', 'Grü', 'second']) expect(file).not.toContain(word);
  });

  it('keeps lines, their lengths and their marks', () => {
    expect(blank(text)).toBe('XXXXXX xxxxxx XXXX xxxxxxx; -- 00 xxxx\n\txxxxx'.replace('\txxxxx', '\tXxxxx'));
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), any => {
        const blanked = blank(any);
        expect(blanked.split('\n').length).toBe(any.split('\n').length);
        expect(blanked).not.toMatch(/[a-wyzA-WYZ1-9]/);
      }),
    );
  });

  it('holds no host, path or file that a sentence, a receipt or the address quotes', () => {
    const [block] = recorded.exchange.blocks;
    if (block === undefined) throw new Error('The recording is empty.');
    const subject = '/home/alice/acme/globex-merger.md';
    const fault = say('fault.unreachable', { error: 'getaddrinfo ENOTFOUND llm-gw.internal.acme.com' });
    const exchange: ExchangeDetail = {
      ...recorded.exchange,
      ...{ title: '2', verdict: say('verdict.asItCame', { fault }), fault, provider: 'acme-gateway' },
      path: '/openai/deployments/acme-falcon/chat/completions?api-version=1',
      blocks: [{ ...block, tool: 'Read', subject, label: `Read ${subject}` }],
      waste: [
        {
          ...{ category: 'duplicateContent', tokens: 12, block: 0, costPerTurn: 0, place: `Read ${subject}` },
          recommendation: say('advice.overlap', { file: 'globex-merger.md' }),
        },
      ],
      receipts: [
        {
          ...{ block: 0, kind: 'image', transform: 'none', tokensBefore: 1, tokensAfter: 1 },
          reason: say('picture.failed', { error: "ENOENT: open '/home/alice/.cache/siglip.onnx'" }),
        },
      ],
    };

    const [redacted] = redactConversation({ ...exported, exchanges: [exchange] }, 'salt').exchanges;

    expect(JSON.stringify(redacted)).not.toMatch(/alice|acme|globex|falcon|siglip|ENOENT/i);
    expect(redacted?.path).toBe('/…/chat/completions');
    expect(redacted?.waste[0]).toMatchObject({
      place: redacted?.blocks[0]?.label,
      recommendation: say('advice.overlap', { file: redacted?.blocks[0]?.subject ?? '' }),
    });
  });

  it.each([
    ['/home/ada/plan.md', /^file-[0-9a-f]{6}\.md$/],
    ['ssh gw.acme', /^file-[0-9a-f]{6}$/],
  ])('names the kind of a file, and nothing of a command: %s', (subject, name) => {
    const blocks = recorded.exchange.blocks.map(block => ({ ...block, subject }));

    const [redacted] = redactConversation(
      { ...exported, exchanges: [{ ...recorded.exchange, blocks }] },
      'salt',
    ).exchanges;

    expect(redacted?.blocks[0]?.subject).toMatch(name);
  });

  it('tells the figures of a sentence as they are, whatever somebody typed', () => {
    const verdict = say('verdict.again', { decisions: say('count.decisions.other', { n: 12 }), tokens: '4.2k' });
    const exchange = { ...recorded.exchange, title: '2', verdict };

    const [redacted] = redactConversation({ ...exported, exchanges: [exchange] }, 'salt').exchanges;

    expect(redacted?.verdict).toBe(verdict);
  });

  it.each([
    ['/v1/messages?beta=true', '/v1/messages'],
    ['/v1/projects/acme/locations/us/publishers/google/models/gemini-3:generateContent', '/…:generateContent'],
    ['/acme/files/merger.pdf', '/…'],
  ])('of the address %s only the endpoint is left', (path, endpoint) => {
    const [redacted] = redactConversation(
      { ...exported, exchanges: [{ ...recorded.exchange, path }] },
      'salt',
    ).exchanges;

    expect(redacted?.path).toBe(endpoint);
  });

  it('names what is equal alike, and nothing alike in two files', () => {
    const [one, two] = [redactConversation(exported, 'salt'), redactConversation(exported, 'pepper')];

    const hashes = one.exchanges[0]?.blocks.map(({ hash }) => hash) ?? [];
    expect(hashes.every(hash => hash in one.texts)).toBe(true);
    expect(one.exchanges[0]?.id).not.toBe(two.exchanges[0]?.id);
    expect(hashes[0]).not.toBe(recorded.exchange.blocks[0]?.hash);
  });

  it('keeps every figure, and says that it is a file', () => {
    const [exchange] = redactConversation(exported, 'salt').exchanges;

    const figures = ({ tokensBefore, tokensAfter, wasteTokens, usage, cost, startedAt }: typeof recorded.exchange) => ({
      ...{ tokensBefore, tokensAfter, wasteTokens, usage, cost, startedAt },
    });
    expect(exchange === undefined ? undefined : figures(exchange)).toEqual(figures(recorded.exchange));
    expect(exchange?.origin).toBe('file');
    expect(exchange?.cache).toMatchObject({ hot: 3, rewritten: 4, fresh: 5 });
  });
});

describe('a conversation file', () => {
  it('is opened as recordings with the texts of its blocks', () => {
    const [recording] = openConversationFile(JSON.stringify(redactConversation(exported, 'salt')));

    expect(recording?.exchange.blocks).toHaveLength(2);
    expect(recording?.texts.map(each => each.text)).toEqual([blank(text), 'xxxxxx']);
  });

  it.each([
    ['no JSON', 'hello', 'not a conversation'],
    ['another JSON', '{"a":1}', 'not a conversation'],
    ['an empty one', '{"format":"headroom-conversation","version":1,"exchanges":[],"texts":{}}', 'exchanges'],
    [
      'a broken one',
      '{"format":"headroom-conversation","version":1,"exchanges":[{"id":1}],"texts":{}}',
      'exchanges.0.id',
    ],
  ])('is refused with the reason when it is %s', (_, input, reason) => {
    expect(() => openConversationFile(input)).toThrow(reason);
  });

  it('counts as a file whatever it says of itself', () => {
    const file = redactConversation(exported, 'salt');
    const live = file.exchanges.map(({ origin: _, ...exchange }) => exchange);

    const [recording] = openConversationFile(JSON.stringify({ ...file, exchanges: live }));

    expect(recording?.exchange.origin).toBe('file');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConversationFile } from '../../../src/process/history/openConversationFile.ts';
import { blank, redactConversation } from '../../../src/process/history/redactConversation.ts';
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

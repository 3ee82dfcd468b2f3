import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { profiles } from '../../../../src/shared/modes.ts';
import { judgeText } from '../judgeAll.ts';
import { decodeCsv } from './csv/decodeCsv.ts';
import { decodeJson } from './json/decodeJson.ts';
import { decodeXml } from './xml/decodeXml.ts';
import { decodeYaml } from './yaml/decodeYaml.ts';

/** Outputs of real tools, shortened, and lists as kubectl and docker compose print them. */
const folder = new URL('../../../captures/structured/', import.meta.url);
const names = readdirSync(folder).sort();
const cases = profiles.flatMap(savingsProfile => names.map(name => ({ savingsProfile, name })));

const decoders: Readonly<Record<string, (output: string) => string>> = {
  json_records: decodeJson,
  csv_records: decodeCsv,
  xml_rows: decodeXml,
  yaml_records: decodeYaml,
};

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

describe('structured outputs of tools', () => {
  test.each(names)('%s comes back byte for byte: whole, cut, without its middle, between other lines', name => {
    const text = read(name);
    const cuts = [0.3, 0.5, 0.77, 0.9].map(share => text.slice(0, Math.floor(text.length * share)));
    const end = text.slice(-Math.floor(text.length * 0.4));
    const holed = `${text.slice(0, Math.floor(text.length * 0.4))}\n\n[12345 characters truncated]\n\n${end}`;
    const framed = `+ tool --output\nwarning: deprecated\n${text}\nDone in 3s.\n`;

    for (const version of [text, text.replaceAll('\n', '\r\n'), ...cuts, holed, framed]) {
      const judgement = judgeText(version, { savingsProfile: 'lossless' });
      if (judgement.kind === 'leave' || judgement.grade !== 'decodable') continue;
      const decode = decoders[judgement.transform];
      if (decode !== undefined) expect(decode(judgement.output)).toBe(version);
    }
  });

  test.each(cases)('$name in $savingsProfile: a changed digit or a dropped line shows', ({ savingsProfile, name }) => {
    const text = read(name);
    const { kind, output } = outputOf(text, savingsProfile);

    expect(kind).toBe('replace');
    for (const share of [0.1, 0.35, 0.6, 0.85]) {
      const from = Math.floor(text.length * share);
      const digit = from + text.slice(from).search(/\d/);
      const changed = text.slice(0, digit) + ((Number(text[digit]) + 1) % 10) + text.slice(digit + 1);
      const dropped = text.slice(0, from) + text.slice(from).replace(/\n[^\n]*\S[^\n]*|\{"ruleId.*?\},/, '');
      expect(outputOf(changed, savingsProfile).output).not.toBe(output);
      expect(outputOf(dropped, savingsProfile).output).not.toBe(output);
    }
  });

  test.each(cases)('$name in $savingsProfile: an output is never rewritten again', ({ savingsProfile, name }) => {
    const { output } = outputOf(read(name), savingsProfile);

    expect(judgeText(output, { savingsProfile }).kind).toBe('leave');
  });

  test.each([
    ['eslint.json', 'lossless'],
    ['eslint.json', 'balanced'],
    ['pods.yaml', 'lossless'],
    ['pods.json', 'lossless'],
    ['compose.yaml', 'lossless'],
    ['junit.xml', 'lossless'],
    ['packages.csv', 'lossless'],
    ['service.ndjson', 'lossless'],
    ['npm-ls.json', 'agent-90'],
  ])('%s looks like this in %s', async (name, savingsProfile) => {
    await expect(outputOf(read(name), savingsProfile).output).toMatchFileSnapshot(
      `../../../golden/structured/${name}.${savingsProfile}.txt`,
    );
  });
});

function outputOf(text: string, savingsProfile: string): { readonly kind: string; readonly output: string } {
  const judgement = judgeText(text, { savingsProfile });
  return { kind: judgement.kind, output: judgement.kind === 'replace' ? judgement.output : text };
}

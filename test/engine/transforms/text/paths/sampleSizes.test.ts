import { expect, test } from 'vitest';
import { sampleSizes } from '../../../../../src/engine/transforms/text/paths/sampleSizes.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';

const lines = Array.from({ length: 400 }, (_, i) => `${(i * 7919) % 4001}\t./node_modules/package-${i}/lib/index.js`);

test('the largest stay, largest first, each line as it was', () => {
  const output = applyTo(sampleSizes, lines.join('\n'), 'agent-90')?.output ?? '';
  const [marker, ...kept] = output.split('\n');

  const sizes = kept.map(line => Number.parseInt(line, 10));
  expect(marker).toMatch(/^\[headroom: \d+ of 400 lines omitted \(smaller entries;/);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(sizes[0]).toBe(Math.max(...lines.map(line => Number.parseInt(line, 10))));
  for (const line of kept) expect(lines).toContain(line);
});

test('units count: a megabyte is larger than a thousand kilobytes of text', () => {
  const human = lines.map((line, i) => (i === 200 ? '1.5G\t./data' : line.replace(/^\d+/, '900K')));

  expect(applyTo(sampleSizes, human.join('\n'), 'agent-90')?.output.split('\n')[1]).toBe('1.5G\t./data');
});

test('what the question names and messages of the tool stay', () => {
  const denied = 'du: cannot read directory ./secret: Permission denied';
  const text = [...lines, denied].join('\n');

  const output = applyTo(sampleSizes, text, 'agent-90', 'how large is package-399/lib?')?.output ?? '';

  expect(output).toContain(lines[399]);
  expect(output).toContain(denied);
});

test('real sizes', async () => {
  await expect(outputFor(sampleSizes, 'du.txt')).toMatchFileSnapshot(goldenPath(sampleSizes, 'du.txt'));
});

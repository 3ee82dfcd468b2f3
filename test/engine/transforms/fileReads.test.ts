import { expect, it } from 'vitest';
import { isFileRead } from '../../../src/engine/transforms/fileReads.ts';

function ofCommand(command: string): boolean {
  return isFileRead({ text: 'one\ntwo', tool: 'Bash', command });
}

it.each(['cat src/a.ts', "sed -n '1,80p' src/a.ts", 'cd app && head -50 b.py', 'tail -n 20 notes.md'])(
  '%s prints lines that may be edited',
  command => {
    expect(ofCommand(command)).toBe(true);
  },
);

it.each(['tail -n 420 /var/log/billing-api/service.log', 'cat build.log', 'head -100 "logs/app.out"', 'cat app.log.1'])(
  '%s prints a log, which nobody edits',
  command => {
    expect(ofCommand(command)).toBe(false);
  },
);

it('a log beside a source file keeps its lines', () => {
  expect(ofCommand('cat build.log src/a.ts')).toBe(true);
});

it('a gutter of line numbers makes any text a file', () => {
  const text = ['1\ta', '2\tb', '3\tc', '4\td', '5\te'].join('\n');

  expect(isFileRead({ text, tool: 'mcp__files__show' })).toBe(true);
});

it('a file reader is known by its name, whatever prefix its host gives it', () => {
  expect(isFileRead({ text: 'x', tool: 'Read' })).toBe(true);
  expect(isFileRead({ text: 'x', tool: 'mcp__filesystem__read_text_file' })).toBe(true);
  expect(isFileRead({ text: 'x', tool: 'Grep', path: 'src/a.ts' })).toBe(false);
});

import { expect, test } from 'vitest';
import { readFindings } from '../../../../../src/engine/transforms/text/reports/findings.ts';

test('findings with their path in front are read', () => {
  const lines = Array.from({ length: 9 }, (_, i) => `src/a.c:${i + 1}:7: warning: unused variable`);

  expect(readFindings(lines)?.frames[4]).toEqual({
    frame: 'src/a.c:{}:',
    tail: '5:7',
    rest: ' warning: unused variable',
  });
});

test('findings below a file name are read, and the name is in each frame', () => {
  const lines = ['/app/a.ts', ...Array.from({ length: 9 }, (_, i) => `  ${i + 1}:3  error  Unexpected any  no-any`)];

  expect(readFindings(lines)?.frames[0]).toEqual({
    frame: '/app/a.ts:{}',
    tail: '1:3',
    rest: ' error Unexpected any no-any',
  });
});

test('search hits are no findings', () => {
  expect(readFindings(Array.from({ length: 9 }, (_, i) => `src/a.c:${i + 1}: return x;`))).toBeUndefined();
});

test('rustc puts the place below the message', () => {
  const lines = Array.from({ length: 8 }, (_, i) => [
    'warning: unused variable: `x`',
    ` --> src/a.rs:${i}:9`,
    '  |',
    '3 | let x = 1;',
    '  |     ^ help: prefix it with an underscore: `_x`',
    '',
  ]).flat();

  const findings = readFindings(lines);

  expect(findings?.frames[0]).toEqual({
    frame: 'src/a.rs:{}',
    tail: '0:9',
    rest: ' warning: unused variable: `x`; help: prefix it with an underscore: `_x`',
  });
  expect(findings?.lines[1]).toBe('  |');
});

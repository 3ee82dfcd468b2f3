import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ProgramCall, windowsCall } from '../../src/process/windowsCall.ts';

const environment = { Path: 'C:\\Windows;"C:\\npm & co"', PATHEXT: '.EXE;.CMD', ComSpec: 'C:\\Windows\\cmd.exe' };
const batchFile = 'C:\\npm & co\\claude.CMD';

function call(file: string, ...args: readonly string[]): ProgramCall {
  return windowsCall('claude', args, { environment, isFile: path => path === file });
}

/** What is left of a line when `cmd` has read it. Throws where it would do more than run one program. */
function readByCmd(line: string): string {
  let isQuoted = false;
  return line.replace(/\^(.)|./gs, (sign, after: string | undefined) => {
    if (isQuoted && after !== undefined) throw new Error('An escape inside quotes stays as it is.');
    if (after !== undefined) return after;
    if (sign === '"') isQuoted = !isQuoted;
    if (!isQuoted && '&|<>^'.includes(sign)) throw new Error(`${sign} does something in: ${line}`);
    return sign;
  });
}

/** The arguments that a program finds in its line, by the rules of Microsoft's C runtime. */
function argumentsIn(line: string): readonly string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, quoted = '']) =>
    quoted.replace(/(\\+)("|$)/g, (_, slashes: string, end: string) => slashes.slice(0, slashes.length / 2) + end),
  );
}

/** What the program behind a batch file gets, which passes its arguments on. */
function received({ args: [, , , line = ''] }: ProgramCall): readonly string[] {
  const first = readByCmd(line.slice(1, -1));
  expect(first.startsWith(batchFile)).toBe(true);
  return argumentsIn(readByCmd(first.slice(batchFile.length)));
}

it('starts a program as it is', () => {
  const direct = call('C:\\Windows\\claude.EXE', '-p', 'a & b');

  expect(direct).toEqual({
    file: 'C:\\Windows\\claude.EXE',
    args: ['-p', 'a & b'],
    windowsVerbatimArguments: false,
  });
});

it('leaves it to the system to say that a program is missing', () => {
  expect(call('nowhere').file).toBe('claude');
});

it('runs a batch file by cmd, whose signs mean nothing in an argument', () => {
  const batch = call(batchFile, '-p', 'fix the bug & del foo.txt', 'say "a & b" in 100%');

  expect(batch.file).toBe('C:\\Windows\\cmd.exe');
  expect(batch.args.slice(0, 3)).toEqual(['/d', '/s', '/c']);
  expect(batch.args[3]).toMatch(/^"C:\\npm\^ \^&\^ co\\claude\.CMD \^\^\^"-p\^\^\^" /);
  expect(received(batch)).toEqual(['-p', 'fix the bug & del foo.txt', 'say "a & b" in 100%']);
});

it('hands every argument on as it was, whatever it holds', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab \\"^&|<>()%!;,*?[]`\'=/-') });

  fc.assert(
    fc.property(fc.array(text), args => {
      expect(received(call(batchFile, ...args))).toEqual(args);
    }),
  );
});

it('refuses a line break, behind which a batch file would see nothing', () => {
  expect(() => call(batchFile, '-p', 'one\ntwo')).toThrow('Windows hands no line breaks');
});

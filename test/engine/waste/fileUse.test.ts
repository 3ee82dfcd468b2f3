import { describe, expect, it } from 'vitest';
import { fileUseOf, fileUseOfCommand } from '../../../src/engine/waste/fileUse.ts';

const whole = { from: 1, to: Number.POSITIVE_INFINITY };

describe('a shell command', () => {
  it.each([
    ['cat src/a.ts', 'src/a.ts', whole],
    ['cat "my file.ts"', 'my file.ts', whole],
    ['cat -n src/a.ts', 'src/a.ts', whole],
    ['cat src/a.ts 2>/dev/null', 'src/a.ts', whole],
    ['nl -ba src/a.ts', 'src/a.ts', whole],
    ["nl -ba src/a.ts | sed -n '10,20p'", 'src/a.ts', { from: 10, to: 20 }],
    ['cat src/a.ts | head -20', 'src/a.ts', { from: 1, to: 20 }],
    ['head -n 20 src/a.ts', 'src/a.ts', { from: 1, to: 20 }],
    ['head -20 src/a.ts', 'src/a.ts', { from: 1, to: 20 }],
    ["sed -n '10,20p' src/a.ts", 'src/a.ts', { from: 10, to: 20 }],
    ['sed -n 10,20p src/a.ts', 'src/a.ts', { from: 10, to: 20 }],
    ["sed -n '10,$p' src/a.ts", 'src/a.ts', { from: 10, to: Number.POSITIVE_INFINITY }],
    ['cd /repo && cat src/a.ts', '/repo/src/a.ts', whole],
    ['cd "/my repo/" && cat /etc/hosts', '/etc/hosts', whole],
  ])('%s shows one file', (command, path, lines) => {
    expect(fileUseOfCommand(command)).toEqual({ read: { path, lines }, writes: [] });
  });

  it.each([
    ['echo hi > out.txt', ['out.txt']],
    ['echo hi >> out.txt 2>&1', ['out.txt']],
    ['cat > src/a.ts <<EOF\nx > y\nEOF', ['src/a.ts']],
    ["cat <<'EOF' > src/a.ts\nif (a > b) {}\nEOF", ['src/a.ts']],
    ['make | tee -a log.txt', ['log.txt']],
    ["sed -i 's/a/b/' src/a.ts", ['src/a.ts']],
    ["sed -i.bak -e 's/a/b/' src/a.ts && npm test", ['src/a.ts']],
    ["perl -pi -e 's/a/b/' src/a.ts", ['src/a.ts']],
    ['mv src/b.ts src/a.ts', ['src/a.ts']],
    ['cp -f one two', ['two']],
    ['cd /repo && echo 1 > a', ['/repo/a']],
    ["apply_patch <<'EOF'\n*** Update File: src/a.ts\n@@\n-1\n+2\nEOF", ['src/a.ts']],
  ])('%s changes files', (command, writes) => {
    expect(fileUseOfCommand(command)).toEqual({ writes });
  });

  it.each(['git checkout main', 'cd /repo && git stash', 'npx prettier --write .', 'npx eslint --fix src'])(
    '%s may change any file',
    command => {
      expect(fileUseOfCommand(command)).toEqual({ writes: [], mayWriteAny: true });
    },
  );

  it.each([
    'npm test',
    'ls -la src',
    'cat a.ts b.ts',
    'cat a.ts | grep x',
    'cat *.ts',
    'grep -n x src/a.ts',
    'tail -n 20 src/a.ts',
    'npm test 2>&1',
    'npm test 2>/dev/null',
    'npm test > /dev/null',
    'git diff src/a.ts',
    'test 1 -gt 0 && echo "a => b"',
    "node -e 'x=>y'",
  ])('%s tells nothing of a single file', command => {
    expect(fileUseOfCommand(command)?.read).toBeUndefined();
    expect(fileUseOfCommand(command)?.writes ?? []).toEqual([]);
  });
});

describe('a tool that names a file', () => {
  it('reads it, or changes it, or does neither', () => {
    const lines = { from: 1, to: 9 };

    expect(fileUseOf({ tool: 'Read', path: '/a' })).toEqual({ read: { path: '/a', lines: whole }, writes: [] });
    expect(fileUseOf({ tool: 'read_file', path: '/a', lines })).toEqual({ read: { path: '/a', lines }, writes: [] });
    expect(fileUseOf({ tool: 'MultiEdit', path: '/a' })).toEqual({ writes: ['/a'] });
    expect(fileUseOf({ tool: 'Grep', path: '/a' })).toBeUndefined();
    expect(fileUseOf({ tool: 'WebFetch' })).toBeUndefined();
  });
});

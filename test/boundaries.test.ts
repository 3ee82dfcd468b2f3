import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const engineNodeModules = ['node:crypto', 'node:buffer'];

function forbid(name: string, from: string, to: string, more: { notTo?: string } = {}): IForbiddenRuleType {
  return {
    name,
    severity: 'error',
    from: { path: from },
    to: { path: to, ...(more.notTo === undefined ? {} : { pathNot: more.notTo }) },
  };
}

const rules: readonly IForbiddenRuleType[] = [
  forbid('shared imports only itself', '^src/shared/', '^(src|webview)/', { notTo: '^src/shared/' }),
  forbid('engine imports only itself and shared', '^src/engine/', '^(src|webview)/', {
    notTo: '^src/(engine|shared)/',
  }),
  forbid('store knows engine and shared', '^src/store/', '^(src|webview)/', { notTo: '^src/(store|engine|shared)/' }),
  forbid('proxy knows engine and shared', '^src/proxy/', '^(src|webview)/', { notTo: '^src/(proxy|engine|shared)/' }),
  forbid('importing knows engine and shared', '^src/importing/', '^(src|webview)/', {
    notTo: '^src/(importing|engine|shared)/',
  }),
  forbid('routing knows no door, no proxy and no store', '^src/routing/', '^(src|webview)/', {
    notTo: '^src/(routing|process|shared)/',
  }),
  forbid('models and images know the engine, each other and shared', '^src/(models|images)/', '^(src|webview)/', {
    notTo: '^src/(models|images|engine|shared)/',
  }),
  forbid('process knows no door', '^src/process/', '^(src/(cli|library|extension|mcp)|webview)/'),
  forbid('webview knows shared only', '^webview/', '^src/', { notTo: '^src/shared/' }),
  forbid('doors do not know each other', '^src/cli/', '^src/extension/'),
  forbid('the library needs no editor and no command', '^src/library/', '^src/(extension|cli)/'),
  forbid('the MCP server needs process, shared and the engine', '^src/mcp/', '^(src|webview)/', {
    notTo: '^src/(mcp|process|engine|shared)/',
  }),
  forbid('the extension needs no command and no library', '^src/extension/', '^src/(cli|library)/'),
  { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
];

async function cruiseProject(): Promise<ICruiseResult> {
  const { output } = await cruise(['src', 'webview'], {
    ruleSet: { forbidden: [...rules] },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    exclude: { path: 'tsconfig\\.json$' },
  });
  if (typeof output === 'string') throw new Error(output);
  return output;
}

/** Import specifiers of every file below a folder, with the file that holds them. */
function specifiers(folder: string): readonly { readonly file: string; readonly specifier: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => {
      const file = join(folder, name);
      const source = readFileSync(file, 'utf8');
      return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => ({
        file,
        specifier: match[1] ?? '',
      }));
    });
}

describe('boundaries between folders', () => {
  it('holds every import rule, over a plausible number of modules', { timeout: 60_000 }, async () => {
    const result = await cruiseProject();

    const broken = result.summary.violations.map(
      violation => `${violation.rule.name}: ${violation.from} → ${violation.to}`,
    );
    expect(broken).toEqual([]);
    expect(result.summary.totalCruised).toBeGreaterThan(25);
  });

  it('keeps files, sockets, processes and timers out of the engine', () => {
    const strangers = specifiers('src/engine').filter(
      ({ specifier }) => specifier.startsWith('node:') && !engineNodeModules.includes(specifier),
    );

    expect(strangers).toEqual([]);
  });

  it.each(['src/shared', 'src/proxy/wire', 'webview'])('keeps Node out of %s', folder => {
    expect(specifiers(folder).filter(({ specifier }) => specifier.startsWith('node:'))).toEqual([]);
  });

  it('loads native code nowhere but in the process that may die of it', () => {
    const native = ['onnxruntime-node', 'onnxruntime-web', 'sharp'];
    const statements = specifiers('src').filter(({ specifier }) => native.includes(specifier));

    expect(statements.filter(({ file }) => !/^src.(?:models|images)./.test(file))).toEqual([]);
  });

  it('mentions vscode only in the extension', () => {
    const mentions = specifiers('src').filter(({ specifier }) => specifier === 'vscode');

    expect(mentions.filter(({ file }) => !file.startsWith(join('src', 'extension')))).toEqual([]);
  });

  it('takes no clock and no randomness in the engine', () => {
    const impure = readdirSync('src/engine', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .filter(name =>
        /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bsetTimeout\b|\bperformance\.now\b/.test(
          readFileSync(join('src/engine', name), 'utf8'),
        ),
      );

    expect(impure).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { parseEngineFlags } from '../../../src/process/engineFlags.ts';
import { commandLine } from '../../../webview/model/commandLine.ts';

test('what it says is what the command understands', () => {
  const options = {
    savingsProfile: 'agent-90',
    minTokensToCompress: 400,
    compressUserMessages: true,
    protectAnalysisContext: false,
    toolProfiles: { Read: 'off' },
    targetRatio: null,
  };

  const line = commandLine(options);

  expect(line).toContain(`--tool-profiles '{"Read":"off"}'`);
  const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(2);
  const { targetRatio: _, ...set } = options;
  expect(parseEngineFlags(args).options).toMatchObject(set);
});

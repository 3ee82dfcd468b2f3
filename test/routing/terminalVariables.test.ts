import { expect, test } from 'vitest';
import { terminalVariables } from '../../src/routing/terminalVariables.ts';

const baseUrl = 'http://127.0.0.1:8787';

test('a plain terminal gets the base URL, tool search and loopback without a proxy', () => {
  expect(terminalVariables(baseUrl, {})).toEqual({
    ANTHROPIC_BASE_URL: baseUrl,
    ENABLE_TOOL_SEARCH: 'true',
    NO_PROXY: '127.0.0.1,localhost,::1',
  });
});

test('an existing NO_PROXY is kept and loopback is added once, to both spellings', () => {
  expect(terminalVariables(baseUrl, { no_proxy: 'intranet.example, localhost' })).toMatchObject({
    NO_PROXY: 'intranet.example, localhost,127.0.0.1,::1',
    no_proxy: 'intranet.example, localhost,127.0.0.1,::1',
  });
  expect(terminalVariables(baseUrl, { NO_PROXY: '*' }).NO_PROXY).toBe('*');
});

test("a person's own choice about tool search stays", () => {
  expect(terminalVariables(baseUrl, { ENABLE_TOOL_SEARCH: 'false' })).not.toHaveProperty('ENABLE_TOOL_SEARCH');
});

import { describe, expect, it } from 'vitest';
import { findSecret, redactSecrets } from '../../../src/engine/plan/secrets.ts';

/** Built at run time so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join('');

const secrets: readonly (readonly [string, string])[] = [
  ['AWS access key', join('AKIA', 'QWERTYUIOPASDFGH')],
  ['GitHub token', join('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
  ['Anthropic key', join('sk-ant-', 'api03-abcdefghijklmnopqrstuvwxyz')],
  ['Slack token', join('xoxb-', '123456789012-abcdefghijkl')],
  ['private key', join('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEow\n-----END RSA ', 'PRIVATE KEY-----')],
  ['JSON web token', join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P')],
  ['password in a URL', 'postgres://admin:hunter22@db.internal/app'],
  ['assigned credential', 'DB_PASSWORD=v9Kq2Lm8Zx4Tn7Rb'],
  ['assigned credential', join('aws_secret_access_key = ', 'wJalrXUtnFEMI7MDENGbPxRfiCYz9K4Tn7Rb2Lm8')],
  ['assigned credential', join('AccountName=shop;AccountKey=', 'v9Kq2Lm8Zx4Tn7RbwJalrXUtnFEMI7MDENGbPxRf==')],
  ['assigned credential', join('{"command":"export API_KEY=\\"', 'v9Kq2Lm8Zx4Tn7Rb\\""}')],
  ['assigned credential', join('{"body":"{\\"api_key\\": \\"', 'v9Kq2Lm8Zx4Tn7Rb\\"}"}')],
];

describe('findSecret', () => {
  it.each(secrets)('names the %s in the middle of a text without repeating it', (name, secret) => {
    const found = findSecret(`before\n${secret}\nafter`);

    expect(found).toBe(name);
    expect(secret).not.toContain(found);
  });

  it.each([
    'integrity sha512-9a0JkP1y5l2m==',
    'const password = readPasswordFromPrompt(options);',
    'error TS2339: Property token does not exist on type Options.',
    'secret: process.env.CLIENT_SECRET',
    'https://example.com:8080/path@2x.png',
    'commit 3f2a9c1d8e7b6a5f4e3d2c1b0a9f8e7d6c5b4a39',
  ])('leaves ordinary text alone: %s', text => {
    expect(findSecret(text)).toBeUndefined();
  });

  it('stays linear on 200 KB of one letter and of near misses', () => {
    const started = performance.now();

    findSecret('a'.repeat(200_000));
    findSecret('password='.repeat(22_000));
    findSecret('a:'.repeat(100_000));

    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('redactSecrets', () => {
  it.each(secrets)('removes the %s and keeps the text around it', (_name, secret) => {
    const redacted = redactSecrets(`before\n${secret}\nafter`);

    expect(redacted).not.toContain(secret);
    expect(redacted).not.toContain('v9Kq2Lm8Zx4Tn7Rb');
    expect(redacted).toMatch(/^before\n/);
    expect(redacted).toMatch(/after$/);
    expect(redacted).toContain('[redacted');
  });

  it('removes a private key also where the text was cut before its end, or its head names a cipher', () => {
    const [head, foot] = [join('-----BEGIN RSA ', 'PRIVATE KEY-----'), join('-----END RSA ', 'PRIVATE KEY-----')];

    expect(redactSecrets(`$ head -3 id_rsa\n${head}\nMIIEow\nAbCd12`)).toBe(
      '$ head -3 id_rsa\n[redacted: private key]',
    );
    expect(redactSecrets(`${head}\nDEK-Info: AES-128-CBC\nMIIEow\n${foot}\nafter`)).toBe(
      '[redacted: private key]\nafter',
    );
  });
});

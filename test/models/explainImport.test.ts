import { expect, it } from 'vitest';
import { explainImport } from '../../src/models/explainImport.ts';

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

it('says how to install a package that is absent', () => {
  const error = failure('ERR_MODULE_NOT_FOUND', "Cannot find package 'sharp' imported from /a/b.js");

  expect(explainImport(error, 'sharp')).toMatchObject({
    message: 'sharp is not installed (npm install sharp)',
    cause: error,
  });
});

it('leaves every other failure as it is', () => {
  const another = failure(
    'ERR_MODULE_NOT_FOUND',
    "Cannot find package 'semver' imported from /node_modules/sharp/a.js",
  );
  const native = failure('ERR_DLOPEN_FAILED', 'libvips.so: cannot open shared object file');

  expect(explainImport(another, 'sharp')).toBe(another);
  expect(explainImport(native, 'sharp')).toBe(native);
});

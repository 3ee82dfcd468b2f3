import { expect, it } from 'vitest';
import { isAbsent } from '../../src/models/isAbsent.ts';

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

it('tells a package that is absent from one that does not run', () => {
  const absent = failure('ERR_MODULE_NOT_FOUND', "Cannot find package 'sharp' imported from /a/b.js");
  const another = failure(
    'ERR_MODULE_NOT_FOUND',
    "Cannot find package 'semver' imported from /node_modules/sharp/a.js",
  );
  const native = failure('ERR_DLOPEN_FAILED', 'libvips.so: cannot open shared object file');

  expect([absent, another, native].map(error => isAbsent(error, 'sharp'))).toEqual([true, false, false]);
});

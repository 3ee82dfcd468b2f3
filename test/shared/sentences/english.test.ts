import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Where what people read in a record is begun as a literal instead of with `say`. */
const literal =
  /\b(?:reason|recommendation|verdict|fault|cause|sentence): ?(?:\w+ \? )?['"`][^'"`]*[a-z] |\b(?:leave|left|sacred|certain)\((?:\w+, )?['"`][^'"`]*[a-z] /;

it('no part of the engine writes a sentence of its own into a record', () => {
  const found = ['engine', 'proxy', 'images', 'process', 'store', 'importing'].flatMap(folder =>
    readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .flatMap(name =>
        readFileSync(join('src', folder, name), 'utf8')
          .split('\n')
          .filter(line => literal.test(line.replace(/\$\{[^}]*\}/g, '')))
          .map(line => `${folder}/${name}: ${line.trim()}`),
      ),
  );

  expect(found).toEqual([]);
});

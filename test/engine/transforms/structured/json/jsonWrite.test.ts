import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../../src/engine/transforms/structured/json/jsonNodes.ts';
import { CompactWriter } from '../../../../../src/engine/transforms/structured/json/jsonWrite.ts';

function compact(text: string): string {
  const root = parseJson(text)?.root;
  return root === undefined ? '' : new CompactWriter(text).write(root);
}

describe('compact JSON', () => {
  test('a map of similar records becomes a table whose rows begin with their key', () => {
    const text = JSON.stringify({
      left: { version: '1.0.0', dev: true },
      right: { version: '2', dev: true },
      up: { version: '3.1', dev: true },
    });

    expect(compact(text)).toBe('{3 rows: (key),version:text,dev=true\nleft,1.0.0\nright,2\nup,3.1\n}');
  });

  test('cells that could be taken for something else are quoted', () => {
    const text = JSON.stringify(
      ['', ' x', 'a,b', '"', '[', 'null', 'plain'].map((value, n) => ({ n, value, more: 7 - n })),
    );

    expect(compact(text).split('\n').slice(1, -1)).toEqual([
      '0,"",7',
      '1," x",6',
      '2,"a,b",5',
      '3,\\",4',
      '4,"[",3',
      '5,null,2',
      '6,plain,1',
    ]);
  });

  test('lists of different lengths within few records are tables of their own', () => {
    const files = ['a', 'b', 'c'].map((name, f) => ({
      name,
      tests: Array.from({ length: 9 + f }, (_, i) => ({ title: `${name} ${i}`, state: 'passed', ms: i * 3 })),
    }));

    expect(compact(JSON.stringify(files)).match(/\[\d+ rows: title,state=passed,ms\n[abc] 0,0\n/g)).toHaveLength(3);
  });

  test('lists of one length are columns', () => {
    const hosts = ['a', 'b', 'c', 'd'].map((name, h) => ({
      name,
      disks: [
        { mount: '/', free: h * 7 },
        { mount: '/data', free: h },
      ],
    }));

    expect(compact(JSON.stringify(hosts))).toContain(
      '[4 rows: name,disks[0{mount=/,free},1{mount=/data,free}]\na,0,0\n',
    );
  });

  test('a table that saves nothing is not made', () => {
    expect(compact('[{"a":1,"b":2},{"a":3,"b":4},{"a":5,"b":6}]')).toMatch(/^\[/);
    expect(compact('[[1,2],[3,4],[5,6]]')).toBe('[[1,2],[3,4],[5,6]]');
  });
});

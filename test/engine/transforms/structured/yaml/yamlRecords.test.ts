import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yamlRecords } from '../../../../../src/engine/transforms/structured/yaml/yamlRecords.ts';
import { judgeContext } from '../../judgeContext.ts';
import { decodeYaml } from './decodeYaml.ts';

function rewrite(text: string): string | undefined {
  return yamlRecords.apply({ text, kind: 'toolResult' }, judgeContext())?.output;
}

function pod(i: number): string {
  return `- metadata:
    creationTimestamp: "2026-11-20T0${i}:12:30Z"
    labels:
      app: web
    name: web-${i}
    namespace: prod
  spec:
    containers:
    - image: registry.local/web:1.${i}
      name: web
      ports:
      - containerPort: 8080
        protocol: TCP
    nodeName: node-${i % 2}
  status:
    phase: ${i === 3 ? 'Failed' : 'Running'}
`;
}

const pods = `apiVersion: v1\nitems:\n${[0, 1, 2, 3, 4, 5].map(pod).join('')}kind: List\n`;

describe('yaml_records', () => {
  test('alike records are a pattern and a line of cells each', () => {
    expect(rewrite(pods)?.split('\n').slice(1)).toEqual([
      'apiVersion: v1',
      'items:',
      '[6 alike: name,creationTimestamp,image,nodeName,phase',
      '- metadata:',
      '    creationTimestamp: "2026-11-{creationTimestamp}Z"',
      '    labels:',
      '      app: web',
      '    name: web-{name}',
      '    namespace: prod',
      '  spec:',
      '    containers:',
      '    - image: registry.local/web:{image}',
      '      name: web',
      '      ports:',
      '      - containerPort: 8080',
      '        protocol: TCP',
      '    nodeName: node-{nodeName}',
      '  status:',
      '    phase: {phase}',
      'cells:',
      '0,20T00:12:30,1.0,0,Running',
      '1,20T01:12:30,1.1,1,Running',
      '2,20T02:12:30,1.2,0,Running',
      '3,20T03:12:30,1.3,1,Failed',
      '4,20T04:12:30,1.4,0,Running',
      '5,20T05:12:30,1.5,1,Running',
      ']',
      'kind: List',
      '',
    ]);
    expect(decodeYaml(rewrite(pods) ?? '')).toBe(pods);
  });

  test('lines that only some records have stand in the pattern and are absent where the cell is empty', () => {
    const text = pods
      .replace('    nodeName: node-1\n', '')
      .replace('  status:\n    phase: Failed\n', '  status:\n    message: OOM, killed\n    phase: Failed\n');
    const output = rewrite(text) ?? '';

    expect(output).toContain('3,20T03:12:30,1.3,1,`OOM, killed`,Failed');
    expect(decodeYaml(output)).toBe(text);
  });

  test('maps of records are tables too, and values that follow the key share its cell', () => {
    const services = ['web', 'api', 'db', 'cache'].map(
      (name, i) =>
        `  ${name}:\n    image: registry.local/${name}\n    ports:\n      - "80${i}:80"\n    restart: always\n`,
    );
    const text = `name: app\nservices:\n${services.join('')}`;
    const output = rewrite(text) ?? '';

    expect(output).toContain('    image: registry.local/{key}\n');
    expect(decodeYaml(output)).toBe(text);
  });

  test('a record with comments or of another shape stays as it was', () => {
    const odd = '- other:\n    # why\n    x: |\n      several\n\n      lines\n';
    const text = pods.replace(pod(2), odd);
    const output = rewrite(text) ?? '';

    expect(output).toContain('|    # why\n|    x: |\n|      several\n|\n|      lines\n');
    expect(decodeYaml(output)).toBe(text);
  });

  test('too few or too different records are left alone', () => {
    expect(rewrite('a:\n  b: 1\n  c:\n    d: 2\n    e: 3\n    f: 4\n    g: 5\n    h: 6\n')).toBeUndefined();
    expect(rewrite(pods.replace('kind: List', '[3 alike: x'))).toBeUndefined();
  });

  test('whatever the records hold, their lines come back', () => {
    const scalar = fc.constantFrom(
      'x',
      '7',
      '"a, b"',
      "'it''s'",
      '{a: 1}',
      '[]',
      'a,b',
      '~',
      '`',
      '- x',
      '{n}',
      '|x',
      ' y',
    );
    const text = fc.record({ plain: scalar, second: scalar }, { requiredKeys: ['plain'] });
    const record = fc.record(
      {
        a: scalar,
        b: fc.array(text, { minLength: 1, maxLength: 3 }),
        c: fc.array(scalar, { minLength: 1, maxLength: 3 }),
        d: fc.option(text, { nil: undefined }),
        e: fc.constantFrom('|\n    one\n    two', 'plain\n    goes on', '"quoted\n    goes on"', 'q'),
      },
      { requiredKeys: ['a', 'e'] },
    );
    fc.assert(
      fc.property(fc.array(record, { minLength: 3, maxLength: 7 }), fc.boolean(), (records, isMap) => {
        const body = records.map(({ a, b, c, d, e }, i) => {
          const lines = [`a: ${a}`, `e: ${e}`];
          if (b !== undefined) {
            lines.push('b:');
            for (const { plain, second } of b)
              lines.push(`- plain: ${plain}`, ...(second === undefined ? [] : [`  second: ${second}`]));
          }
          if (c !== undefined) lines.push('c:', ...c.map(item => `  - ${item}`));
          if (d !== undefined) lines.push('d:', `  plain: ${d.plain}`, '  same: 1');
          lines.push('same: value that stays', 'other: value that stays as well');
          return lines
            .map((line, n) => `  ${isMap ? '  ' : n === 0 ? '- ' : '  '}${line}`.replaceAll('\n', '\n  '))
            .join('\n')
            .replace(/^/, isMap ? `  k${i}:\n` : '');
        });
        const whole = `root:\n${body.join('\n')}\nend: 1\n`;
        const output = rewrite(whole);

        if (output !== undefined) expect(decodeYaml(output)).toBe(whole);
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 200) },
    );
  });
});

import http from 'node:http';
import { adminPaths, type Health } from '../../shared/adminApi.ts';

const probeTimeoutMs = 1500;
const maxAnswerChars = 10_000;

/** Who answers on a loopback port: an engine's health, another program, or nobody. */
export type PortHolder =
  | { readonly kind: 'engine'; readonly health: Health }
  | { readonly kind: 'other' }
  | { readonly kind: 'nobody' };

export function probePort(port: number): Promise<PortHolder> {
  return new Promise(resolve => {
    const request = http.get(
      { host: '127.0.0.1', port, path: adminPaths.health, timeout: probeTimeoutMs },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > maxAnswerChars) response.destroy();
        });
        response.once('close', () => {
          const health = parseHealth(text);
          resolve(health === undefined ? { kind: 'other' } : { kind: 'engine', health });
        });
      },
    );
    request.once('timeout', () => request.destroy(new Error('timeout')));
    request.once('error', error => {
      const isNobody = 'code' in error && error.code === 'ECONNREFUSED';
      resolve({ kind: isNobody ? 'nobody' : 'other' });
    });
  });
}

function parseHealth(text: string): Health | undefined {
  try {
    const health: Partial<Health> = JSON.parse(text);
    return health.product === 'headroom-context-mri' && Number.isInteger(health.pid) ? (health as Health) : undefined;
  } catch {
    return undefined;
  }
}

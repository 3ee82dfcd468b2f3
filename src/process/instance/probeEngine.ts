import http from 'node:http';
import { adminPaths, type Health } from '../../shared/adminApi.ts';

const probeTimeoutMs = 1500;
const maxAnswerChars = 10_000;

/** Who answers on a loopback port: an engine's health, another program, somebody who is too busy to say who it is, or nobody. */
export type PortHolder =
  | { readonly kind: 'engine'; readonly health: Health }
  | { readonly kind: 'other' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'nobody' };

export function probePort(port: number): Promise<PortHolder> {
  return new Promise(resolve => {
    let isLate = false;
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
          if (health !== undefined) resolve({ kind: 'engine', health });
          else resolve({ kind: isLate ? 'busy' : 'other' });
        });
      },
    );
    request.once('timeout', () => {
      isLate = true;
      request.destroy(new Error('timeout'));
    });
    request.once('error', error => resolve({ kind: isLate ? 'busy' : holderBy(error) }));
  });
}

/** Whoever has no file handles left for one more connection ends it unanswered. */
function holderBy(error: Error): 'nobody' | 'busy' | 'other' {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return 'nobody';
  return code === 'ECONNRESET' ? 'busy' : 'other';
}

function parseHealth(text: string): Health | undefined {
  try {
    const health: Partial<Health> = JSON.parse(text);
    return health.product === 'headroom-context-mri' && Number.isInteger(health.pid) ? (health as Health) : undefined;
  } catch {
    return undefined;
  }
}

import { BlockList, isIP } from 'node:net';

type Rule = (host: string, port: number) => boolean;

/**
 * Hosts that are reached without a proxy, as `NO_PROXY` lists them: names with everything below them (with or without
 * `.` or `*.` before them), addresses, address ranges (`10.0.0.0/8`), each for all ports or for one, and `*` for all.
 * This machine itself is always one of them: a proxy elsewhere cannot reach it.
 */
export class NoProxy {
  readonly #rules: readonly Rule[];

  constructor(list: string) {
    const entries = list.toLowerCase().split(/[\s,;]+/);
    this.#rules = entries.filter(entry => entry !== '').map(readRule);
  }

  covers(url: URL): boolean {
    const host = url.hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    return isThisMachine(host) || this.#rules.some(matches => matches(host, port));
  }
}

function readRule(entry: string): Rule {
  const range = /^([\da-f.:]+)\/(\d{1,3})$/.exec(entry);
  if (range !== null) return inRange(range[1] ?? '', Number(range[2]));
  const { name, onlyPort } = splitPort(entry);
  const covers = coverHost(name.replace(/^\*?\./, ''));
  return (host, port) => covers(host) && (onlyPort === undefined || port === onlyPort);
}

/** An address of version 6 is full of colons; only behind brackets does one name a port. */
function splitPort(entry: string): { readonly name: string; readonly onlyPort?: number } {
  if (isIP(entry) === 6) return { name: entry };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|(.+?))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? entry, ...(port !== undefined && { onlyPort: Number(port) }) };
}

function coverHost(name: string): (host: string) => boolean {
  if (name === '*') return () => true;
  return host => host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

/** A range says nothing of names: what they resolve to is the proxy's business. */
function inRange(address: string, bits: number): Rule {
  const range = new BlockList();
  try {
    range.addSubnet(address, bits, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  } catch {
    return () => false;
  }
  return host => isIP(host) !== 0 && range.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

function isThisMachine(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}

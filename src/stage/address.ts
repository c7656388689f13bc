// An address as the trace has it: `127.0.0.1:6969`, `[::1]:6969`.
import net from 'node:net';
import os from 'node:os';

/** A host and its port. */
export interface Address {
  host: string;
  port: number;
}

/** The address that a system uses when a program connects to the unspecified one. */
export const LOOPBACKS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Reads an address; null for a path. */
export function parseAddress(text: string): Address | null {
  const [, host, port] = /^\[?([^/\\]*?)\]?:(\d+)$/.exec(text) ?? [];
  return host === undefined ? null : { host, port: Number(port) };
}

/** The port in an address such as `127.0.0.1:6969` or `[::]:6969`, or null for a path. */
export function readPort(address: string): string | null {
  return /^[^/\\]*:(\d+)$/.exec(address)?.[1] ?? null;
}

/** Whether who is connected to `remote` has come to what listens at `local`, by whatever name of it. */
export function leadsTo(remote: string, local: string): boolean {
  const [to, at] = [parseAddress(remote), parseAddress(local)];
  if (!to || !at || to.port !== at.port) return false;
  const plain = unmap(to.host);
  const host = LOOPBACKS[plain] ?? plain;
  const own = unmap(at.host);
  if (own === '::') return isOurs(host);
  if (own === '0.0.0.0') return net.isIPv4(host) && isOurs(host);
  return host === own;
}

/** An IPv4 address written as an IPv6 one belongs to the same interface. */
function unmap(host: string): string {
  return host.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Whether an address is one of this machine's, in IPv4, IPv6 or the former inside the latter. */
export function isThisMachine(host: string): boolean {
  const plain = unmap(host);
  return isOurs(LOOPBACKS[plain] ?? plain);
}

/** Whether an address is one of this machine's, where another program may use the same port. */
function isOurs(host: string): boolean {
  if (host === '::1' || host.startsWith('127.')) return true;
  const interfaces = Object.values(os.networkInterfaces()).flat();
  return interfaces.some((each) => each?.address === host);
}

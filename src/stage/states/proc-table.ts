// Reads the kernel's table as Linux prints it: /proc/net/tcp and /proc/net/tcp6 (proc(5)). Pure.
import type { State } from '../trace/trace.ts';
import type { KernelRow } from './kernel-row.ts';

/** By their numbers in include/net/tcp_states.h; 7 is CLOSE, 12 a request that is SYN-RECV. */
const BY_NUMBER: Readonly<Record<string, State>> = {
  '01': 'ESTABLISHED',
  '02': 'SYN-SENT',
  '03': 'SYN-RECV',
  '04': 'FIN-WAIT-1',
  '05': 'FIN-WAIT-2',
  '06': 'TIME-WAIT',
  '08': 'CLOSE-WAIT',
  '09': 'LAST-ACK',
  '0A': 'LISTEN',
  '0B': 'CLOSING',
  '0C': 'SYN-RECV',
};

/** A SYN or a FIN takes a number like a byte, and the queues are differences of such numbers. */
const HAS_SENT_ONE: readonly State[] = ['SYN-SENT', 'FIN-WAIT-1', 'CLOSING', 'LAST-ACK'];
const HAS_GOT_FIN: readonly State[] = ['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'];

/**
 * The rows of a table with at least one port that `isWanted`; `endianness` is that of the machine which printed it,
 * whose words the addresses are.
 */
export function readProcTable(
  table: string,
  isWanted: (port: number) => boolean,
  endianness: 'BE' | 'LE' = 'LE',
): KernelRow[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', remote = '', number = '', queues = '', , , , , inode = ''] = line
      .trim()
      .split(/\s+/);
    const state = BY_NUMBER[number];
    if (!state || ![local, remote].some((end) => isWanted(readPort(end)))) return [];
    const [sent = 0, received = 0] = queues.split(':').map((count) => Number.parseInt(count, 16));
    const isListening = state === 'LISTEN';
    return {
      local: spell(local, endianness),
      remote: spell(remote, endianness),
      state,
      unread: isListening ? 0 : Math.max(0, received - Number(HAS_GOT_FIN.includes(state))),
      unacknowledged: isListening ? 0 : Math.max(0, sent - Number(HAS_SENT_ONE.includes(state))),
      waiting: isListening ? received : 0,
      // A socket that no process has open any more, or not yet, has inode 0.
      ...(inode !== '0' && inode !== '' && { inode }),
    };
  });
}

function readPort(end: string): number {
  return Number.parseInt(end.slice(end.indexOf(':') + 1), 16);
}

/** `0100007F:1B39` as `127.0.0.1:6969`. */
function spell(end: string, endianness: 'BE' | 'LE'): string {
  const [words = ''] = end.split(':');
  const bytes = (words.match(/.{8}/g) ?? []).flatMap((word) => {
    const four = (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
    return endianness === 'LE' ? four.reverse() : four;
  });
  const port = readPort(end);
  return bytes.length === 4 ? `${bytes.join('.')}:${port}` : `[${spellSix(bytes)}]:${port}`;
}

/** An IPv6 address as RFC 5952 and Node write it. */
function spellSix(bytes: readonly number[]): string {
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255;
  if (isMapped && bytes[11] === 255) return `::ffff:${bytes.slice(12).join('.')}`;
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  ).join(':');
  const zeros = [...groups.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (!zeros) return groups;
  const [before, after] = [
    groups.slice(0, zeros.index),
    groups.slice(zeros.index + zeros[0].length),
  ];
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}

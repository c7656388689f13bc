// Reads the kernel's table as netstat prints it, on macOS (`netstat -an -p tcp`) and on Windows (`netstat -ano`). Pure.
import { STATES, type State } from '../trace/trace.ts';
import type { KernelRow } from './kernel-row.ts';

/** Where netstat names a state as nobody else does. */
const OTHER_NAMES: Readonly<Record<string, State>> = {
  LISTENING: 'LISTEN',
  'SYN-RECEIVED': 'SYN-RECV',
  'SYN-RCVD': 'SYN-RECV',
};

/** `tcp4  0  0  127.0.0.1.6969  127.0.0.1.50123  ESTABLISHED`; `tcp46` listens on both families. */
const OF_MACOS = /^tcp\d*\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+([A-Z]\w+)/;
/** `  TCP    127.0.0.1:6969    127.0.0.1:50123    ESTABLISHED     1234`. */
const OF_WINDOWS = /^\s*TCP\s+(\S+)\s+(\S+)\s+([A-Z]\w+)(?:\s+(\d+))?\s*$/;

/** The rows of TCP sockets in what netstat printed, in English; lines of other protocols are passed over. */
export function readNetstat(table: string): KernelRow[] {
  return table.split(/\r?\n/).flatMap((line) => {
    const [, received, sent, local = '', remote = '', name = ''] = OF_MACOS.exec(line) ?? [];
    if (received !== undefined) {
      return makeRow([spellOfMacos(local), spellOfMacos(remote)], name, {
        unread: Number(received),
        unacknowledged: Number(sent),
      });
    }
    const [, here, there = '', state = '', pid] = OF_WINDOWS.exec(line) ?? [];
    if (here === undefined) return [];
    // A socket that belongs to no process any more has process 0.
    return makeRow([here, there], state, Number(pid) > 0 ? { pid: Number(pid) } : {});
  });
}

function makeRow(
  [local, remote]: readonly [string, string],
  name: string,
  rest: Partial<KernelRow>,
): KernelRow[] {
  const plain = name.replaceAll('_', '-');
  const state = OTHER_NAMES[plain] ?? STATES.find((each) => each === plain);
  if (!state) return [];
  return [{ local, remote, state, unread: 0, unacknowledged: 0, waiting: 0, ...rest }];
}

/** `127.0.0.1.6969` as `127.0.0.1:6969`, `::1.6969` as `[::1]:6969`, `*.6969` as `[::]:6969`. */
function spellOfMacos(end: string): string {
  const [, host = '*', port = '0'] = /^(.*)\.(\d+|\*)$/.exec(end) ?? [];
  const plain = host === '*' ? '::' : host.replace(/%\w+$/, '');
  return plain.includes(':') ? `[${plain}]:${Number(port) || 0}` : `${plain}:${Number(port) || 0}`;
}

// Tests how the kernel's table is read, in each form that systems print it in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KernelRow } from '../../../src/stage/states/kernel-row.ts';
import { readNetstat } from '../../../src/stage/states/netstat-table.ts';
import { readProcTable } from '../../../src/stage/states/proc-table.ts';

/** `127.0.0.1:6969 127.0.0.1:50123 ESTABLISHED 5/0/0 inode`: unread, unacknowledged, waiting. */
function tell(row: KernelRow): string {
  const { local, remote, state, unread, unacknowledged, waiting, inode, pid } = row;
  const owner = inode ?? pid;
  const queues = [unread, unacknowledged, waiting].join('/');
  return [local, remote, state, queues, ...(owner === undefined ? [] : [owner])].join(' ');
}

// In the form of Linux 6.18 (x86-64); some columns behind the inode are left out.
const PROC = `\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1B39 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 318271 1
   1: 0100007F:1B39 0100007F:C3CB 01 00000000:00000005 00:00000000 00000000     0        0 0 1
   2: 0100007F:C3CB 0100007F:1B39 01 00000005:00000000 01:00000014 00000000  1000        0 318275 2
   3: 0100007F:C3CC 0100007F:1B39 02 00000001:00000000 01:000003E7 00000001  1000        0 318276 2
   4: 0100007F:1B39 0100007F:C3CD 08 00000000:00000006 00:00000000 00000000  1000        0 318277 1
   5: 0100007F:C3CD 0100007F:1B39 05 00000000:00000000 00:00000000 00000000  1000        0 318278 1
   6: 0100007F:1B39 0100007F:C3CE 04 00000401:00000000 01:00000014 00000000     0        0 0 2
   7: 0100007F:C3CF 0100007F:1B39 09 00000001:00000000 01:00000014 00000000     0        0 0 2
   8: 0100007F:C3D0 0100007F:1B39 06 00000000:00000000 03:0000176F 00000000     0        0 0 3
   9: 0100007F:1B39 0100007F:C3D1 03 00000000:00000000 01:00000063 00000000     0        0 0 1
  10: 0100007F:1B39 0100007F:C3D2 0B 00000001:00000000 01:00000014 00000000     0        0 0 2
  11: 0100007F:2345 0100007F:2346 01 00000000:00000000 00:00000000 00000000  1000        0 318279 1
`;
const PROC_SIX = `\
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1B39 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41 1
   1: 0000000000000000FFFF00000100007F:1B39 0000000000000000FFFF00000100007F:C3CB 01 00000000:00000000 00:00000000 00000000  1000        0 42 1
   2: 00000000000000000000000001000000:1B39 00000000000000000000000001000000:C3CC 01 00000000:00000000 00:00000000 00000000  1000        0 43 1
   3: B80D0120000000000000000002000000:1B39 B80D012000000100FEFF000001000000:C3CD 01 00000000:00000000 00:00000000 00000000  1000        0 44 1
`;

describe('/proc/net/tcp', () => {
  const wanted = (port: number) => port === 6969;

  it('is read with its states and queues, of which a SYN and a FIN are no bytes', () => {
    assert.deepEqual(readProcTable(PROC, wanted).map(tell), [
      '127.0.0.1:6969 0.0.0.0:0 LISTEN 0/0/2 318271',
      '127.0.0.1:6969 127.0.0.1:50123 ESTABLISHED 5/0/0',
      '127.0.0.1:50123 127.0.0.1:6969 ESTABLISHED 0/5/0 318275',
      '127.0.0.1:50124 127.0.0.1:6969 SYN-SENT 0/0/0 318276',
      '127.0.0.1:6969 127.0.0.1:50125 CLOSE-WAIT 5/0/0 318277',
      '127.0.0.1:50125 127.0.0.1:6969 FIN-WAIT-2 0/0/0 318278',
      '127.0.0.1:6969 127.0.0.1:50126 FIN-WAIT-1 0/1024/0',
      '127.0.0.1:50127 127.0.0.1:6969 LAST-ACK 0/0/0',
      '127.0.0.1:50128 127.0.0.1:6969 TIME-WAIT 0/0/0',
      '127.0.0.1:6969 127.0.0.1:50129 SYN-RECV 0/0/0',
      '127.0.0.1:6969 127.0.0.1:50130 CLOSING 0/0/0',
    ]);
  });

  it('is read for IPv6, with addresses as Node writes them', () => {
    assert.deepEqual(readProcTable(PROC_SIX, wanted).map(tell), [
      '[::]:6969 [::]:0 LISTEN 0/0/0 41',
      '[::ffff:127.0.0.1]:6969 [::ffff:127.0.0.1]:50123 ESTABLISHED 0/0/0 42',
      '[::1]:6969 [::1]:50124 ESTABLISHED 0/0/0 43',
      '[2001:db8::2]:6969 [2001:db8:1::fffe:0:1]:50125 ESTABLISHED 0/0/0 44',
    ]);
  });

  it('is read where words are the other way round', () => {
    const [row] = readProcTable(
      '   0: 7F000001:1B39 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 7 1',
      wanted,
      'BE',
    );
    assert.equal(row?.local, '127.0.0.1:6969');
  });

  it('says nothing where it says something else', () => {
    assert.deepEqual(readProcTable('', wanted), []);
    assert.deepEqual(readProcTable('a line: of words', wanted), []);
    assert.deepEqual(readProcTable('   0: 0100007F:1B39 0100007F:C3CB 07 0:0', wanted), []);
  });
});

// Written after the documented form, and after examples that others published; not recorded on such a system.
const MACOS = `\
Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.6969         127.0.0.1.50123        ESTABLISHED
tcp4       5      0  127.0.0.1.50123        127.0.0.1.6969         CLOSE_WAIT
tcp4       0    318  127.0.0.1.6969         127.0.0.1.50124        FIN_WAIT_1
tcp4       0      0  127.0.0.1.6969         127.0.0.1.50125        FIN_WAIT_2
tcp4       0      0  127.0.0.1.50126        127.0.0.1.6969         SYN_SENT
tcp4       0      0  127.0.0.1.6969         127.0.0.1.50126        SYN_RCVD
tcp6       0      0  ::1.50127              ::1.6969               LAST_ACK
tcp6       0      0  fe80::1%lo0.6969       fe80::1%lo0.50128      CLOSING
tcp46      0      0  *.6969                 *.*                    LISTEN
tcp4       0      0  127.0.0.1.50129        127.0.0.1.6969         TIME_WAIT
tcp4       0      0  *.*                    *.*                    CLOSED
udp4       0      0  *.5353                 *.*
`;
const WINDOWS = `\r
Active Connections\r
\r
  Proto  Local Address          Foreign Address        State           PID\r
  TCP    127.0.0.1:6969         0.0.0.0:0              LISTENING       4242\r
  TCP    127.0.0.1:6969         127.0.0.1:50123        ESTABLISHED     4242\r
  TCP    127.0.0.1:50123        127.0.0.1:6969         SYN_SENT        5151\r
  TCP    127.0.0.1:6969         127.0.0.1:50124        SYN_RECEIVED    4242\r
  TCP    127.0.0.1:50125        127.0.0.1:6969         TIME_WAIT       0\r
  TCP    127.0.0.1:6969         127.0.0.1:50126        CLOSE_WAIT      4242\r
  TCP    [::]:6969              [::]:0                 LISTENING       4242\r
  TCP    [::1]:50127            [::1]:6969             FIN_WAIT_2      5151\r
  UDP    0.0.0.0:5353           *:*                                    900\r
`;

describe('netstat', () => {
  it('is read as macOS prints it', () => {
    assert.deepEqual(readNetstat(MACOS).map(tell), [
      '127.0.0.1:6969 127.0.0.1:50123 ESTABLISHED 0/0/0',
      '127.0.0.1:50123 127.0.0.1:6969 CLOSE-WAIT 5/0/0',
      '127.0.0.1:6969 127.0.0.1:50124 FIN-WAIT-1 0/318/0',
      '127.0.0.1:6969 127.0.0.1:50125 FIN-WAIT-2 0/0/0',
      '127.0.0.1:50126 127.0.0.1:6969 SYN-SENT 0/0/0',
      '127.0.0.1:6969 127.0.0.1:50126 SYN-RECV 0/0/0',
      '[::1]:50127 [::1]:6969 LAST-ACK 0/0/0',
      '[fe80::1]:6969 [fe80::1]:50128 CLOSING 0/0/0',
      '[::]:6969 [::]:0 LISTEN 0/0/0',
      '127.0.0.1:50129 127.0.0.1:6969 TIME-WAIT 0/0/0',
    ]);
  });

  it('is read as Windows prints it, with the process', () => {
    assert.deepEqual(readNetstat(WINDOWS).map(tell), [
      '127.0.0.1:6969 0.0.0.0:0 LISTEN 0/0/0 4242',
      '127.0.0.1:6969 127.0.0.1:50123 ESTABLISHED 0/0/0 4242',
      '127.0.0.1:50123 127.0.0.1:6969 SYN-SENT 0/0/0 5151',
      '127.0.0.1:6969 127.0.0.1:50124 SYN-RECV 0/0/0 4242',
      '127.0.0.1:50125 127.0.0.1:6969 TIME-WAIT 0/0/0',
      '127.0.0.1:6969 127.0.0.1:50126 CLOSE-WAIT 0/0/0 4242',
      '[::]:6969 [::]:0 LISTEN 0/0/0 4242',
      '[::1]:50127 [::1]:6969 FIN-WAIT-2 0/0/0 5151',
    ]);
  });
});

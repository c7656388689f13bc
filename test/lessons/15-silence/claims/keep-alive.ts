// How many arguments setKeepAlive takes, and what the kernel makes of them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';

const KNOWN: Readonly<Record<string, number>> = {
  20: 2,
  22: 2,
  24: 4,
  26: 4,
};
const [major = ''] = process.versions.node.split('.');
const { length } = net.Socket.prototype.setKeepAlive;
assert.equal(length, KNOWN[major] ?? length);

const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const peer = net.connect(port, '127.0.0.1');
const [socket] = (await once(server, 'connection')) as [
  net.Socket,
];

/** When the first probe is due, in s, as proc_pid_net(5) tells it; null where no keep-alive timer runs. */
function readProbe(): number | null {
  const HZ = 100;
  const hex = (value: number) =>
    value.toString(16).toUpperCase().padStart(4, '0');
  const row = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .find((line) =>
      line.includes(
        `:${hex(port)} 0100007F:${hex(peer.localPort ?? 0)} 01`,
      ),
    );
  const [, kind, when = ''] =
    / (\d\d):([0-9A-F]{8}) /.exec(row ?? '') ?? [];
  return kind === '02'
    ? Number.parseInt(when, 16) / HZ
    : null;
}

if (process.platform === 'linux') {
  const system = Number(
    readFileSync(
      '/proc/sys/net/ipv4/tcp_keepalive_time',
      'utf8',
    ),
  );
  assert.equal(
    readProbe(),
    null,
    'it is off unless asked for',
  );
  for (const [ms, least, most] of [
    [undefined, system - 60, system],
    [500, system - 60, system],
    [1000, 0, 1],
  ] as const) {
    socket.setKeepAlive(false);
    socket.setKeepAlive(true, ms);
    const due = readProbe();
    assert.ok(
      due !== null && due >= least && due <= most,
      `${ms}: ${due} s`,
    );
  }
}
process.exit();

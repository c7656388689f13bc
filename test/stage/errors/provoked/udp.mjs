// Errors of UDP sockets, of looking up names, and of processes.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import { ask, atExit, errorOf, HOST, nowhere, ofCallback, udp } from './provoking.mjs';

const fork = () => {
  const child = childProcess.fork(new URL('empty.mjs', import.meta.url), { stdio: 'ignore' });
  atExit(() => child.kill());
  return child;
};

/** What is provoked and how, the code, how its paragraph begins, and the lesson. */
export default [
  [
    'bad udp type',
    () => dgram.createSocket('udp'),
    'ERR_SOCKET_BAD_TYPE',
    "The kind of a UDP socket is 'udp4' or 'udp6': ",
  ],
  [
    'udp twice',
    async () => {
      const s = udp();
      s.bind(0);
      s.bind(0);
    },
    'ERR_SOCKET_ALREADY_BOUND',
    'bind() was called twice, or after send(), whic',
  ],
  [
    'udp closed',
    async () => {
      const s = dgram.createSocket('udp4');
      s.close();
      s.send('x', 1, HOST);
    },
    'ERR_SOCKET_DGRAM_NOT_RUNNING',
    'The UDP socket was closed already. After close',
  ],
  [
    'udp close twice',
    async () => {
      const s = dgram.createSocket('udp4');
      s.close();
      s.close();
    },
    'ERR_SOCKET_DGRAM_NOT_RUNNING',
    'The UDP socket was closed already. After close',
  ],
  ['udp address', () => udp().address(), 'EBADF', "The socket isn't open: a UDP socket can be ask"],
  [
    'udp broadcast early',
    () => udp().setBroadcast(true),
    'EBADF',
    "The socket isn't open: a UDP socket can be ask",
  ],
  [
    'udp broadcast',
    () => ofCallback((d) => udp().send('x', 7000, '255.255.255.255', d)),
    'EACCES',
    'The system lets a UDP socket send to a broadca',
  ],
  [
    'udp too long',
    () => ofCallback((d) => udp().send(Buffer.alloc(70000), 7000, HOST, d)),
    'EMSGSIZE',
    'The datagram is too large: over IPv4, UDP carr',
  ],
  [
    'udp no port',
    () => udp().send('x'),
    'ERR_SOCKET_BAD_PORT',
    'A port is a whole number from 1 to 65535 here;',
    '07-errors-and-ports',
  ],
  [
    'udp number',
    () => udp().send(5, 7000, HOST),
    'ERR_INVALID_ARG_TYPE',
    'The argument buffer is of the wrong type: it w',
  ],
  [
    'udp offset',
    () => udp().send('abc', 1, 9, 7000, HOST),
    'ERR_BUFFER_OUT_OF_BOUNDS',
    'The program went past the end of a buffer: f',
    '11-framing-length',
  ],
  [
    'udp connect twice',
    async () => {
      const s = udp();
      s.connect(7000, HOST);
      await once(s, 'connect');
      s.connect(7000, HOST);
    },
    'ERR_SOCKET_DGRAM_IS_CONNECTED',
    'The UDP socket is connected already: it sends ',
  ],
  [
    'udp not connected',
    () => udp().remoteAddress(),
    'ERR_SOCKET_DGRAM_NOT_CONNECTED',
    'The UDP socket is not connected, so it has no ',
  ],
  [
    'udp refused',
    async () => {
      const s = udp();
      s.connect(1, HOST);
      await once(s, 'connect');
      s.send('x');
      return errorOf(s);
    },
    'ECONNREFUSED',
    'No program has that UDP port open, and the oth',
  ],
  [
    'udp bad group',
    async () => {
      const s = udp();
      s.bind(0);
      await once(s, 'listening');
      s.addMembership('127.0.0.1');
    },
    'EINVAL',
    'There is no multicast group of that address: t',
  ],
  [
    'udp no device',
    async () => {
      const s = udp();
      s.bind(0);
      await once(s, 'listening');
      s.addMembership('224.0.0.1', '203.0.113.9');
    },
    'ENODEV',
    'No network interface of this machine has that ',
  ],
  [
    'udp family',
    () => ofCallback((d) => udp().send('x', 7000, '::1', d)),
    'EINVAL',
    "A UDP socket of kind udp4 can't send to ::1, a",
  ],
  [
    'udp buffer size',
    async () => {
      const s = udp();
      s.bind(0);
      await once(s, 'listening');
      s.setRecvBufferSize(-1);
    },
    'ERR_SOCKET_BAD_BUFFER_SIZE',
    'The size of a buffer is a whole number of byte',
  ],
  [
    'udp buffer early',
    () => udp().getRecvBufferSize(),
    'ERR_SOCKET_BUFFER_SIZE',
    "The size of the socket's buffer could not be r",
  ],
  [
    'udp taken',
    async () => {
      const s = udp();
      s.bind(0, HOST);
      await once(s, 'listening');
      const t = udp();
      t.bind(s.address().port, HOST);
      return errorOf(t);
    },
    'EADDRINUSE',
    '127.0.0.1',
  ],
  [
    'udp bind foreign',
    async () => {
      const s = udp();
      s.bind(0, '192.0.2.1');
      return errorOf(s);
    },
    'EADDRNOTAVAIL',
    'No network interface of this machine has the a',
  ],
  [
    'udp name',
    () => {
      const socket = dgram.createSocket({ type: 'udp4', lookup: nowhere });
      return ofCallback((d) => socket.send('x', 7000, 'nowhere', d));
    },
    'ENOTFOUND',
    'The name nowhere has no address that',
    '17-names',
  ],
  [
    'dns nowhere',
    () => ask(3),
    'ENOTFOUND',
    'The name example.org has no address that',
    '17-names',
  ],
  [
    'dns timeout',
    async () => {
      const s = udp();
      s.bind(0, HOST);
      await once(s, 'listening');
      const r = new dns.promises.Resolver({ timeout: 50, tries: 1 });
      r.setServers([`127.0.0.1:${s.address().port}`]);
      await r.resolve4('example.org');
    },
    'ETIMEOUT',
    'The name example.org could not be looked up: n',
  ],
  ['dns without data', () => ask(0), 'ENODATA', 'The name exists, but has no address'],
  ['dns server fails', () => ask(2), 'ESERVFAIL', 'The name server could not answer'],
  ['dns server refuses', () => ask(5), 'EREFUSED', 'The name server refuses'],
  [
    'spawn missing',
    () => errorOf(childProcess.spawn('no-such-command')),
    'ENOENT',
    'The program could not start no-such-command: t',
  ],
  [
    'ipc closed',
    async () => {
      const c = fork();
      await once(c, 'exit');
      const e = errorOf(c);
      c.send('x');
      return e;
    },
    'ERR_IPC_CHANNEL_CLOSED',
    'The other process has ended or called disconne',
  ],
  [
    'ipc disconnect',
    async () => {
      const c = fork();
      c.disconnect();
      const e = errorOf(c);
      c.disconnect();
      return e;
    },
    'ERR_IPC_DISCONNECTED',
    'disconnect() was called twice; the channel is ',
  ],
  [
    'ipc handle',
    async () => {
      const c = fork();
      c.send('x', { a: 1 });
    },
    'ERR_INVALID_HANDLE_TYPE',
    'The second argument of send() is something to ',
  ],
  [
    'signal',
    () => process.kill(process.pid, 'SIGFOO'),
    'ERR_UNKNOWN_SIGNAL',
    'There is no signal of that name. SIGTERM and S',
  ],
  [
    'kill gone',
    () => process.kill(999999),
    'ESRCH',
    'There is no process with that id: it has ended',
  ],
];

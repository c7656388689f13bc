// Errors of connections, servers and streams.
import { once } from 'node:events';
import net from 'node:net';
import { PassThrough, Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { answer, errorOf, HOST, listen, nowhere, ofCallback, quiet } from './provoking.mjs';

/** What is provoked and how, the code, how its paragraph begins, and the lesson. */
export default [
  [
    'refused',
    () => errorOf(net.connect(1, HOST)),
    'ECONNREFUSED',
    'No program listens on 127.0.0.1:1. The machine ans',
    '04-client',
  ],
  [
    'path like address',
    () => errorOf(net.connect('localhost:7000')),
    'ENOENT',
    "'localhost:7000' counts as the path of a UNIX ",
  ],
  [
    'host with scheme',
    () => errorOf(net.connect(7000, 'http://localhost')),
    'ENOTFOUND|EAI_AGAIN',
    'http://localhost is more than a host. A host i',
  ],
  [
    'host with port 4',
    () => errorOf(net.connect(7000, '127.0.0.1:7000')),
    'ENOTFOUND|EAI_AGAIN',
    '127.0.0.1:7000 is more than a host. A host is ',
  ],
  [
    'listen with port',
    () => errorOf(net.createServer().listen(7000, '127.0.0.1:7000')),
    'ENOTFOUND|EAI_AGAIN',
    '127.0.0.1:7000 is more than a host. A host is ',
  ],
  [
    'nowhere',
    () => errorOf(net.connect({ port: 7000, host: 'nowhere', lookup: nowhere })),
    'ENOTFOUND',
    'The name nowhere has no address that',
    '17-names',
  ],
  [
    'one address of all',
    () =>
      errorOf(
        net.connect({
          port: 7000,
          host: 'one',
          lookup: (_name, _options, done) => done(null, HOST, 4),
        }),
      ),
    'ERR_INVALID_IP_ADDRESS',
    'The lookup function of the program handed over',
    '17-names',
  ],
  [
    'missing args',
    () => net.connect({}),
    'ERR_MISSING_ARGS',
    'The call lacks an argument, or got undefined i',
  ],
  [
    'listen options',
    () => net.createServer().listen({}),
    'ERR_INVALID_ARG_VALUE',
    'listen() was not told where: it takes a port, ',
  ],
  [
    'local address',
    () => net.connect({ port: 7000, host: HOST, localAddress: 'localhost' }),
    'ERR_INVALID_IP_ADDRESS',
    'An IP address belongs there, such as 127.0.0.1',
  ],
  [
    'family',
    () => errorOf(net.connect({ port: 7000, host: 'localhost', family: 5 })),
    'ERR_INVALID_ARG_VALUE',
    'options.family must be one of: 0, 4, 6; it was',
  ],
  [
    'lookup no function',
    () => net.connect({ port: 7000, host: 'localhost', lookup: 'x' }),
    'ERR_INVALID_ARG_TYPE',
    'The argument options.lookup is of the wrong ty',
  ],
  [
    'bind taken',
    async () => {
      const p = await listen(quiet());
      return errorOf(net.connect({ port: p, host: HOST, localPort: p, localAddress: HOST }));
    },
    'EADDRINUSE',
    '127.0.0.1',
  ],
  [
    'foreign local',
    async () => {
      const p = await listen(quiet());
      return errorOf(net.connect({ port: p, host: HOST, localAddress: '192.0.2.1' }));
    },
    'EADDRNOTAVAIL',
    'No network interface of this machine has the a',
  ],
  [
    'no ipv 6',
    () => errorOf(net.createServer().listen(0, '2001:db8::1')),
    'EADDRNOTAVAIL',
    'No network interface of this machine has the a',
    '03-server-events',
  ],
  [
    'closed before connect',
    async () => {
      const p = await listen(quiet());
      return new Promise((r) => {
        const c = net.connect(p, HOST);
        c.write('x', r);
        c.destroy();
      });
    },
    'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
    'The program closed the socket before it was co',
  ],
  [
    'closed socket',
    async () => {
      const p = await listen(quiet());
      const c = net.connect(p, HOST);
      await once(c, 'connect');
      c.destroy();
      return ofCallback((d) => c.write('x', d));
    },
    'ERR_STREAM_DESTROYED',
    'The program wrote to a socket that was destroy',
    '19-chat',
  ],
  [
    'write null',
    async () =>
      net
        .connect(await listen(quiet()), HOST)
        .on('error', () => {})
        .write(null),
    'ERR_STREAM_NULL_VALUES',
    'write() was given null, which means the end of',
  ],
  [
    'write undefined',
    async () =>
      net
        .connect(await listen(quiet()), HOST)
        .on('error', () => {})
        .write(),
    'ERR_INVALID_ARG_TYPE',
    'write() and end() send text (a string) or byte',
  ],
  [
    'write object',
    async () =>
      net
        .connect(await listen(quiet()), HOST)
        .on('error', () => {})
        .write({ a: 1 }),
    'ERR_INVALID_ARG_TYPE',
    'write() and end() send text (a string) or byte',
  ],
  [
    'bad encoding',
    async () =>
      net
        .connect(await listen(quiet()), HOST)
        .on('error', () => {})
        .setEncoding('utf-9'),
    'ERR_UNKNOWN_ENCODING',
    "Node has no encoding of that name. It knows 'u",
  ],
  [
    'write encoding',
    async () =>
      net
        .connect(await listen(quiet()), HOST)
        .on('error', () => {})
        .write('x', 'utf-9'),
    'ERR_UNKNOWN_ENCODING',
    "Node has no encoding of that name. It knows 'u",
  ],
  [
    'bad listener',
    () => net.createServer().on('connection', undefined),
    'ERR_INVALID_ARG_TYPE',
    'The argument listener is of the wrong type: it',
  ],
  [
    'timeout nan',
    () => new net.Socket().setTimeout('x'),
    'ERR_INVALID_ARG_TYPE',
    'The argument msecs is of the wrong type: it wa',
  ],
  [
    'timeout negative',
    () => new net.Socket().setTimeout(-1),
    'ERR_OUT_OF_RANGE',
    'msecs must be a non-negative finite number; it',
  ],
  [
    'write after end',
    async () => {
      const c = net.connect(await listen(quiet()), HOST);
      c.end();
      const e = errorOf(c);
      c.write('x');
      return e;
    },
    'ERR_STREAM_WRITE_AFTER_END',
    'The program wrote after end(). end() says: thi',
  ],
  [
    'aborted',
    async () => {
      const a = new AbortController();
      const c = net.connect({ port: await listen(quiet()), host: HOST, signal: a.signal });
      const e = errorOf(c);
      a.abort();
      return e;
    },
    'ABORT_ERR',
    'The program cancelled it itself: abort() of an ',
  ],
  [
    'abort timeout',
    async () => {
      const c = net.connect({
        port: await listen(quiet()),
        host: HOST,
        signal: AbortSignal.timeout(10),
      });
      return errorOf(c);
    },
    'ABORT_ERR',
    'The program cancelled it itself: abort() of an ',
  ],
  [
    'listen twice',
    async () => {
      const s = quiet();
      await listen(s);
      s.listen(0, HOST);
    },
    'ERR_SERVER_ALREADY_LISTEN',
    'listen() was called on a server that listens a',
  ],
  [
    'not running',
    () => ofCallback((d) => net.createServer().close(d)),
    'ERR_SERVER_NOT_RUNNING',
    'close() was called on a server that does not l',
  ],
  [
    'new address',
    () => new net.SocketAddress({ address: 'localhost' }),
    'ERR_INVALID_ADDRESS',
    'An IP address belongs there, such as 127.0.0.1',
  ],
  [
    'accepted',
    () => net.createServer().address().port,
    'TypeError',
    'server.address() is null until the server list',
    '03-server-events',
  ],
  [
    'emit text',
    () => new net.Socket().emit('error', 'text'),
    'ERR_UNHANDLED_ERROR',
    "emit('error') was called without an Error, and",
  ],
  [
    'reset',
    async () =>
      errorOf(
        net.connect(
          await listen(net.createServer((s) => s.on('data', () => s.resetAndDestroy()))),
          HOST,
          function () {
            this.write('x');
          },
        ),
      ),
    'ECONNRESET',
    'The other side broke the connection off',
    '13-closing',
  ],
  [
    'pipe',
    async () => {
      const c = net.connect({
        port: await listen(net.createServer((s) => s.destroy())),
        host: HOST,
        allowHalfOpen: true,
      });
      const e = errorOf(c);
      c.resume().on('end', () => {
        const again = setInterval(() => c.write('x'), 1);
        c.on('close', () => clearInterval(again));
      });
      return e;
    },
    'EPIPE',
    'The program wrote to a connection that was clo',
    '14-half-closed',
  ],
  [
    'never open',
    () => errorOf(new net.Socket().resetAndDestroy()),
    'ERR_SOCKET_CLOSED',
    "The socket isn't open",
  ],
  [
    'refused by both addresses',
    () =>
      errorOf(
        net.connect({
          port: 1,
          host: 'localhost',
          lookup: answer([
            ['127.0.0.1', 4],
            ['::1', 6],
          ]),
        }),
      ),
    'ECONNREFUSED|ETIMEDOUT|EADDRNOTAVAIL',
    'Node tried every address of the name, and none worked: ',
    '17-names',
  ],
  [
    'finished premature',
    async () => {
      const c = net.connect(await listen(quiet()), HOST);
      const f = finished(c);
      c.destroy();
      await f;
    },
    'ERR_STREAM_PREMATURE_CLOSE',
    'The stream was closed before its end: destroye',
  ],
  [
    'iter premature',
    async () => {
      const c = net.connect(await listen(quiet()), HOST);
      setTimeout(() => c.destroy(), 20);
      for await (const _ of c);
    },
    'ERR_STREAM_PREMATURE_CLOSE',
    'The stream was closed before its end: destroye',
  ],
  [
    'pipe readable',
    async () => {
      const w = new Writable({ write() {} });
      w.pipe(new PassThrough());
      return errorOf(w);
    },
    'ERR_STREAM_CANNOT_PIPE',
    'pipe() was called on a stream that can only be',
  ],
  [
    'end twice',
    async () => {
      const w = new Writable({
        write(_c, _e, d) {
          d();
        },
      });
      w.end();
      await once(w, 'finish');
      return ofCallback((d) => w.end(d));
    },
    'ERR_STREAM_ALREADY_FINISHED',
    'end() was called on a stream that has finished',
  ],
  [
    'push after eof',
    async () => {
      const r = new Readable({ read() {} });
      r.push(null);
      r.push('x');
      return errorOf(r);
    },
    'ERR_STREAM_PUSH_AFTER_EOF',
    'push() was called after push(null), which says',
  ],
  [
    'not implemented',
    async () => {
      const r = new Readable();
      r.read();
      return errorOf(r);
    },
    'ERR_METHOD_NOT_IMPLEMENTED',
    'The stream lacks the method that does its work',
  ],
  [
    'callback twice',
    async () => {
      const w = new Writable({
        write(_c, _e, d) {
          d();
          d();
        },
      });
      w.write('x');
      return errorOf(w);
    },
    'ERR_MULTIPLE_CALLBACK',
    'A callback was called twice: each write(), tra',
  ],
  [
    'iter none',
    async () => {
      for await (const _ of net.createServer());
    },
    'TypeError',
    'net.createServer(...) cannot be gone through o',
  ],
];

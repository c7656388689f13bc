// What a server is after `close()`, and what has methods to close connections.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const idle = net.connect(port, '127.0.0.1');
idle.resume();
const [socket] = (await once(server, 'connection')) as [
  net.Socket,
];
socket.resume();

let isClosed = false;
const closed = new Promise<void>((resolve) => {
  server.close(() => {
    isClosed = true;
    resolve();
  });
});
assert.equal(server.listening, false);
assert.equal(server.address(), null);

const late = net.connect(port, '127.0.0.1');
const [refused] = await once(late, 'error');
assert.equal(refused.code, 'ECONNREFUSED');

const again = new Promise<Error | undefined>((resolve) =>
  server.close(resolve),
);
socket.write('still here');
const [text] = await once(idle, 'data');
assert.equal(String(text), 'still here');
assert.equal(isClosed, false);
idle.end();
await closed;
assert.equal(
  ((await again) as NodeJS.ErrnoException).code,
  'ERR_SERVER_NOT_RUNNING',
);

const methods = [
  'closeAllConnections',
  'closeIdleConnections',
];
for (const name of methods) {
  assert.equal(name in net.Server.prototype, false);
  assert.equal(name in http.Server.prototype, true);
}
const { asyncDispose } = Symbol;
assert.equal(asyncDispose in net.Server.prototype, true);

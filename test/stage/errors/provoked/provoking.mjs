// What provokers share: servers on free ports, and the errors of emitters and callbacks.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import net from 'node:net';

export const HOST = '127.0.0.1';
const closing = [];
/** Called before the process ends. */
export const atExit = (close) => closing.push(close);
process.on('exit', () => {
  for (const close of closing) close();
});

/** Settles with the free port on which a server listens. */
export async function listen(server) {
  server.on('error', () => {});
  server.listen(0, HOST);
  await once(server, 'listening');
  return server.address().port;
}

export const errorOf = (emitter, event = 'error') =>
  new Promise((resolve) => emitter.once(event, resolve));
export const ofCallback = (call) =>
  new Promise((resolve) => call((error) => error && resolve(error)));
export const quiet = () => net.createServer((socket) => socket.on('error', () => {}).resume());
export const greeter = () =>
  net.createServer((socket) => socket.on('error', () => {}).end('Hello from a TCP server\n'));
export const mute = () =>
  net.createServer((socket) => socket.on('error', () => {}).once('data', () => socket.destroy()));
export const udp = () => dgram.createSocket('udp4');

/** A lookup that answers with these addresses. */
export const answer = (addresses) => (_host, _options, done) =>
  done(
    null,
    addresses.map(([address, family]) => ({ address, family })),
  );

/** A lookup that finds nothing: what a name service answers differs from place to place. */
export const nowhere = (host, _options, done) =>
  net.isIP(host)
    ? done(null, host, net.isIP(host))
    : done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));

/** Asks a name server that answers each question with this code (RFC 1035), and nothing else. */
export async function ask(code) {
  const server = udp();
  server.on('message', (question, { port, address }) => {
    question.writeUInt16BE(0x8180 | code, 2);
    server.send(question, port, address);
  });
  server.bind(0, HOST);
  await once(server, 'listening');
  const resolver = new dns.promises.Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`${HOST}:${server.address().port}`]);
  await resolver.resolve4('example.org');
}

// Wrong: a colon where a blank was asked for.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function welcome(sock: net.Socket) {
  const peer = [sock.remoteAddress, sock.remotePort];
  console.log('CONNECTED: ' + peer.join(':'));
  sock.setEncoding('utf8');
  sock.on('data', shout);
  sock.on('error', () => {});
  sock.on('close', () =>
    console.log('CLOSED: ' + peer.join(':')),
  );
}

function shout(this: net.Socket, said: Buffer | string) {
  console.log(`DATA ${this.remoteAddress}: ${said}`);
  this.write(`You said "${said.toString().toUpperCase()}"`);
}

const server = net.createServer(welcome);
server.listen({ port: PORT, host: HOST }, () =>
  console.log(`Server listening on ${HOST}:${PORT}`),
);

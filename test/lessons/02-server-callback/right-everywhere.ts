// Right: on all addresses; who may come in is a question for the next lesson.
import net from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);

function welcome(sock: net.Socket) {
  const peer = [sock.remoteAddress, sock.remotePort];
  console.log('CONNECTED: ' + peer.join(':'));
  sock.setEncoding('utf8');
  sock.on('data', shout);
  sock.on('error', () => {});
  sock.on('close', () =>
    console.log('CLOSED: ' + peer.join(' ')),
  );
}

function shout(this: net.Socket, said: Buffer | string) {
  console.log(`DATA ${this.remoteAddress}: ${said}`);
  this.write(`You said "${said.toString().toUpperCase()}"`);
}

const server = net.createServer(welcome);
server.listen({ port: PORT }, () =>
  console.log(`Server listening on port ${PORT}`),
);

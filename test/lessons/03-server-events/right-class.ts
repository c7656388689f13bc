// Right: a server that extends net.Server.
import net from 'node:net';

class ShoutServer extends net.Server {
  constructor() {
    super((sock) => this.serve(sock));
    this.on('listening', () => this.announce());
  }

  announce() {
    const at = this.address();
    if (!at || typeof at === 'string') return;
    console.log(
      `Server listening on ${at.address}:${at.port}`,
    );
  }

  serve(sock: net.Socket) {
    const peer = [sock.remoteAddress, sock.remotePort];
    console.log('CONNECTED: ' + peer.join(':'));
    sock.setEncoding('utf8');
    sock.on('data', (said) => {
      console.log(`DATA ${peer[0]}: ${said}`);
      sock.write(
        `You said "${said.toString().toUpperCase()}"`,
      );
    });
    sock.on('close', () =>
      console.log('CLOSED: ' + peer.join(' ')),
    );
  }
}

new ShoutServer().listen(
  Number(process.env.PORT ?? 6969),
  process.env.HOST ?? '127.0.0.1',
);

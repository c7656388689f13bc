// Wrong: keeps the ports under a key that both clients have.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// The address is gone by the time of 'close', so remember it.
const ports = new Map<string, number>();

net
  .createServer((sock) => {
    const address = sock.remoteAddress ?? '';
    ports.set(address, sock.remotePort ?? 0);
    console.log(
      `CONNECTED: ${address}:${ports.get(address)}`,
    );

    sock.on('data', (data) => {
      const text = data.toString();
      console.log(`DATA ${address}: ${text}`);
      sock.write(`You said "${text.toUpperCase()}"`);
    });

    sock.on('close', () => {
      console.log(
        `CLOSED: ${address} ${ports.get(address)}`,
      );
      ports.delete(address);
    });
  })
  .listen(PORT, HOST);

console.log(`Server listening on ${HOST}:${PORT}`);

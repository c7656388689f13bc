// Wrong: asks for the address when the visitor has gone.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

net
  .createServer((sock) => {
    console.log('CONNECTED');

    sock.on('data', (data) => {
      const text = data.toString();
      sock.write(`You said "${text.toUpperCase()}"`);
    });

    sock.on('close', () => {
      console.log(
        `CLOSED: ${sock.remoteAddress} ${sock.remotePort}`,
      );
    });
  })
  .listen(PORT, HOST, () =>
    console.log(`Server listening on ${HOST}:${PORT}`),
  );

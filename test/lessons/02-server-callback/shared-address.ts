// Wrong: one variable for the address of every visitor.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let address: string | undefined;
let port: number | undefined;

net
  .createServer((sock) => {
    address = sock.remoteAddress;
    port = sock.remotePort;
    console.log(`CONNECTED: ${address}:${port}`);

    sock.on('data', (data) => {
      console.log(`DATA ${address}: ${data}`);
      sock.write(
        `You said "${String(data).toUpperCase()}"`,
      );
    });

    sock.on('close', () => {
      console.log(`CLOSED: ${address} ${port}`);
    });
  })
  .listen(PORT, HOST, () =>
    console.log(`Server listening on ${HOST}:${PORT}`),
  );

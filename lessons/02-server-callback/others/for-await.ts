// One loop for each client.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function serve(sock: net.Socket) {
  const { remoteAddress, remotePort } = sock;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);
  try {
    for await (const data of sock) {
      console.log(`DATA ${remoteAddress}: ${data}`);
      sock.write('You said "');
      sock.write(String(data).toUpperCase());
      sock.write('"');
    }
  } catch {
    // A visitor who breaks off is a visitor who leaves.
  }
  console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
}

net
  .createServer((sock) => void serve(sock))
  .listen(PORT, HOST, () =>
    console.log(`Server listening on ${HOST}:${PORT}`),
  );

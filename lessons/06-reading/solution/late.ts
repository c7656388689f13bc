// A server that asks for the address when it is too late.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  console.log('CONNECTED');

  socket.on('data', (data) => {
    console.log(`DATA: ${data}`);
    const capitals = data.toString().toUpperCase();
    socket.write(`You said "${capitals}"`);
  });

  socket.on('close', () => {
    const { remoteAddress, remotePort } = socket;
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

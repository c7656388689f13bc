// Connects to an address or a name, and tells which one.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region client
const socket = net.connect(PORT, HOST);
socket.on('lookup', (_error, address, _family, name) =>
  console.log(`lookup: ${name} → ${address}`),
);
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('error', (error) => console.log(error.message));
socket.resume();
// #endregion client

// Waits for an answer, with a clock that only rings.
import net from 'node:net';
import { findAddresses } from './hosts.ts';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'stall';

const socket = net.connect({
  port: PORT,
  host: NAME,
  lookup(name, _options, done) {
    const list = findAddresses(name).map((address) => ({
      address,
      family: net.isIP(address),
    }));
    process.nextTick(done, null, list);
  },
});

// #region timeout
socket.setTimeout(1000);
socket.on('timeout', () => {
  console.log('timeout');
  console.log(`connecting: ${socket.connecting}`);
  socket.destroy();
});
// #endregion timeout
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('error', (error) => console.log(error.message));
socket.resume();

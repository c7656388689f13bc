// Goes to the first address of a name, and to no other.
import net, { type LookupFunction } from 'node:net';
import { findAddresses } from './hosts.ts';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';

// #region first
const lookup: LookupFunction = (name, options, done) => {
  console.log(`asked for ${name}, all: ${options.all}`);
  const [address = ''] = findAddresses(name);
  process.nextTick(done, null, address, net.isIP(address));
};

const socket = net.connect({
  port: PORT,
  host: NAME,
  lookup,
  autoSelectFamily: false,
});
// #endregion first
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('data', (chunk) => console.log(`DATA: ${chunk}`));
socket.on('error', (error) => console.log(error.message));

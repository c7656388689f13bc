// Goes to a name, and prints each attempt.
import net, { type LookupFunction } from 'node:net';
import { findAddresses } from './hosts.ts';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';

// #region lookup
const lookup: LookupFunction = (name, options, done) => {
  console.log(`asked for ${name}, all: ${options.all}`);
  const list = findAddresses(name).map((address) => ({
    address,
    family: net.isIP(address),
  }));
  process.nextTick(done, null, list);
};

const socket = net.connect({
  port: PORT,
  host: NAME,
  lookup,
});
// #endregion lookup

// #region events
socket.on('connectionAttempt', (address) =>
  console.log(`attempt: ${address}`),
);
socket.on('connectionAttemptFailed', (address) =>
  console.log(`failed: ${address}`),
);
socket.on('connectionAttemptTimeout', (address) =>
  console.log(`timed out: ${address}`),
);
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
// #endregion events
socket.on('data', (chunk) => console.log(`DATA: ${chunk}`));
socket.on('error', (error) => console.log(error.message));

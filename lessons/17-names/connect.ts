// A client that goes to a name.
import net, { type LookupFunction } from 'node:net';
import { findAddresses } from './hosts.ts';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
/** Which addresses: 4 or 6, or 0 for all. */
const FAMILY = Number(process.env.FAMILY ?? 0);

// #region lookup
// TODO: answer with a list if options.all, else with one
// address; only of options.family if it is set; with an
// ENOTFOUND if there is none. Then tell each failure.
const lookup: LookupFunction = (name, options, done) => {
  const [address = ''] = findAddresses(name);
  process.nextTick(done, null, address, net.isIP(address));
};
// #endregion lookup

// #region connect
const socket = net.connect({
  port: PORT,
  host: NAME,
  family: FAMILY,
  lookup,
});
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('data', (chunk) => console.log(`DATA: ${chunk}`));
socket.on('error', (error) => console.error(error.message));
// #endregion connect

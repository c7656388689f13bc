// A client that goes to a name, and tells each failure.
import net, { type LookupFunction } from 'node:net';
import { findAddresses } from './hosts.ts';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
/** Which addresses: 4 or 6, or 0 for all. */
const FAMILY = Number(process.env.FAMILY ?? 0);

// #region lookup
const lookup: LookupFunction = (name, options, done) => {
  const list = findAddresses(name)
    .map((address) => ({
      address,
      family: net.isIP(address),
    }))
    .filter(
      ({ family }) =>
        !options.family || options.family === family,
    );
  const [first] = list;
  process.nextTick(() => {
    if (!first) done(describeUnknown(name), []);
    else if (options.all) done(null, list);
    else done(null, first.address, first.family);
  });
};

function describeUnknown(name: string) {
  const error = new Error(`no address for ${name}`);
  return Object.assign(error, { code: 'ENOTFOUND' });
}
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
// #endregion connect

// #region error
socket.on('error', (error) => {
  const errors =
    error instanceof AggregateError
      ? error.errors
      : [error];
  for (const { address = NAME, code } of errors) {
    console.error(`${address}: ${code}`);
  }
  process.exitCode = 1;
});
// #endregion error

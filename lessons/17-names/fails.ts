// Goes where nobody listens, and looks at the error.
import net from 'node:net';
import { findAddresses } from './hosts.ts';

const NAME = process.env.NAME ?? 'shop';

const socket = net.connect({
  port: 1,
  host: NAME,
  lookup(name, _options, done) {
    const list = findAddresses(name).map((address) => ({
      address,
      family: net.isIP(address),
    }));
    process.nextTick(done, null, list);
  },
});

// #region error
socket.on('error', (error: NodeJS.ErrnoException) => {
  console.log(error.name);
  console.log(`message: ${error.message}`);
  console.log(`code: ${error.code}`);
  if (!(error instanceof AggregateError)) return;
  for (const { message } of error.errors) {
    console.log(`errors: ${message}`);
  }
});
// #endregion error

// How often a refused client tries in a second of a processor's time, where nothing watches it.
import net from 'node:net';

const server = net.createServer().listen(0, '127.0.0.1');
await new Promise((resolve) =>
  server.on('listening', resolve),
);
const { port } = server.address() as net.AddressInfo;
await new Promise((resolve) => server.close(resolve));

// Its own time: on a busy machine it has to wait for the processor.
const SECOND_US = 1_000_000;
function readTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const end = readTime() + SECOND_US;
let tries = 0;
function visit() {
  tries += 1;
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('close', () => {
    if (readTime() < end) visit();
    else tell();
  });
}

function tell() {
  if (process.argv.includes('--count'))
    console.log(`tries: ${tries}`);
  if (tries < 1000)
    throw new Error(`only ${tries} tries in a second`);
  console.log('tries a second: thousands / 几千次');
}
visit();

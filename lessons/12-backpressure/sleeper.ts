// A client that sleeps first.
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);

let bytes = 0;
client.on('end', () => {
  console.log(`${bytes} bytes, then the end`);
});
client.on('error', (error) => console.log(error.message));

// #region sleep
client.pause();
await sleep(1000);
console.log('awake');
client.on('data', (chunk) => {
  bytes += chunk.length;
});
client.resume();
// #endregion sleep

// A client that sleeps, and leaves.
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
client.on('error', (error) => console.log(error.message));

// #region leave
client.pause();
await sleep(500);
client.resetAndDestroy();
console.log('gone');
// #endregion leave

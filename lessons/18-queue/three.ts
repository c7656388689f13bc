// Three clients that say nothing, and stay for a while.
import { setTimeout as wait } from 'node:timers/promises';
import { come } from './come.ts';

const sockets = [
  await come('ann', ''),
  await come('bob', ''),
  await come('cy', ''),
];
await wait(200);
for (const socket of sockets) socket.destroy();

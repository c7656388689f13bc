// Four clients come, one of them leaves, and two more come.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { come } from './come.ts';

const ann = await come('ann');
const bob = await come('bob');
const cy = await come('cy');
const dan = await come('dan');

bob.end();
await Promise.race([once(bob, 'close'), wait(1000)]);
const eve = await come('eve');
const fay = await come('fay');

for (const socket of [ann, bob, cy, dan, eve, fay]) {
  socket.destroy();
}

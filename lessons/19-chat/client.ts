// Four members, and bob leaves.
import { once } from 'node:events';
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members: net.Socket[] = [];
/** Who has heard a word, in the order of their names. */
const heard: Record<string, string[]> = {
  one: [],
  two: [],
};

/** Waits until the server has let it in. */
async function join(name: string) {
  const socket = net.connect(PORT, HOST);
  socket.on('error', (error) => console.log(error.message));
  members.push(socket);
  await new Promise<void>((letIn) => {
    readLines(socket, (line) => {
      if (line === 'welcome') letIn();
      heard[line]?.push(name);
      socket.emit(line);
    });
  });
  return socket;
}

// #region say
const ann = await join('ann');
const bob = await join('bob');
const cy = await join('cy');
const dan = await join('dan');

bob.end();
await once(bob, 'close');

ann.write('one\n');
await once(dan, 'one');

ann.write('two\n');
await Promise.all([once(cy, 'two'), once(dan, 'two')]);
// #endregion say

for (const [word, names] of Object.entries(heard)) {
  console.log(
    `${word}: heard by ${names.sort().join(', ')}`,
  );
}
for (const socket of members) socket.end();

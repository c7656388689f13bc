// Which samples are wrong on this version of Node only: some leave a socket open after a loop over it.
import { Duplex } from 'node:stream';

/** Whether a loop that has read all of a half-open stream destroys it; a promise. */
async function isDestroyedByLoop() {
  const stream = new Duplex({
    allowHalfOpen: true,
    read: () => {},
    write: () => {},
  });
  stream.on('error', () => {});
  stream.push(null);
  for await (const _chunk of stream);
  return stream.destroyed;
}

const isWrong = await isDestroyedByLoop();

export default {
  'half/loop-destroys': isWrong,
  'half/loop-destroys-array': isWrong,
  'half/loop-destroys-consumer': isWrong,
  'half/loop-destroys-crash': isWrong,
};

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
  'loop-destroys': isWrong,
  'loop-destroys-array': isWrong,
  'loop-destroys-consumer': isWrong,
  'loop-destroys-crash': isWrong,
};

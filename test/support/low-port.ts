// A free port of four digits: rows that name it are as wide as those of 6969.
import { isFree } from '../../src/stage/free-port.ts';

const FIRST = 2000;
const LAST = 9999;

/** A port on 127.0.0.1 that nothing listens on. */
export async function findLowPort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (await isFree(port)) return port;
  }
}

// Unruly programs in a real terminal: the keys answer, Ctrl-C stops them, memory stays bounded, none stays behind.
import { describe, it } from 'node:test';
import { holdOut, UNRULY } from './unruly.ts';

describe('the walk holds out against', () => {
  for (const unruly of UNRULY) {
    it(unruly.name, async (t) => {
      await holdOut(t, unruly, 0);
    });
  }
});

// Tests programs that flood or hang: keys answer, Ctrl-C stops them, memory stays bounded, and none is left.
import { describe, it } from 'node:test';
import { OVERLOADS, withstand } from './overload.ts';

describe('the tour withstands', () => {
  for (const overload of OVERLOADS.filter(({ isLike }) => !isLike)) {
    it(overload.name, async (t) => {
      await withstand(t, overload, 0);
    });
  }
});

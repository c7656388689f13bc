// Tests programs that flood or hang: keys answer, Ctrl-C stops them, memory stays bounded, and none is left.
import { describe, it } from 'node:test';
import { few } from '../../support/length.ts';
import { OVERLOADS, withstand } from './overload.ts';

describe('the tour withstands', () => {
  for (const overload of few(
    OVERLOADS.filter(({ isLike }) => !isLike),
    5,
  )) {
    it(overload.name, async (t) => {
      await withstand(t, overload, 0);
    });
  }
});

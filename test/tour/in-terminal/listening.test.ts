// Tests a server that never listens, in the middle of a lesson.
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { LISTEN_MS } from '../../../src/stage/start.ts';
import { unlessLong } from '../../support/length.ts';
import { openTour } from './tour.ts';

/** How long the message at the deadline may take, in ms: the deadline, and some more for a busy machine. */
const TOLD_MS = LISTEN_MS + 20_000;

describe('a server that never listens', () => {
  it('is reported at the deadline, with a client that waits for it and without', {
    skip: unlessLong,
  }, async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 40 });
    await tour.waitForLast('Enter: start the server');
    const file = tour.mine('05-both-sides', 'server.ts');
    writeFileSync(file, "console.log('busy');\nsetInterval(() => {}, 1000);\n");
    await tour.waitFor(/ busy +│/, { what: 'the server' });
    await tour.waitForLast('running …');
    await tour.waitFor(
      /^server\.ts did not listen within 10 s, so the client was not started\.$/m,
      {
        what: 'what is told at the deadline',
        ms: TOLD_MS,
      },
    );

    await tour.enter('Enter: start the server');
    await tour.waitForLast(/^Enter: next(?! step)/);
    // A save runs what was on last: the server alone.
    writeFileSync(file, "console.log('busy still');\nsetInterval(() => {}, 1000);\n");
    await tour.waitFor(
      /^server\.ts has not begun to listen after 10 s\. Does it reach listen\(\)\?$/m,
      {
        what: 'what is told of a server alone',
        ms: TOLD_MS,
      },
    );
  });
});

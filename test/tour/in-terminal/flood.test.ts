// Tests programs that flood, or that never leave the event loop: the keys work all the same.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { unlessLong } from '../../support/length.ts';
import { waitForNoProcess } from '../../support/processes.ts';
import { isUnix, openTour, openTourAt, type Tour, UNDER_SHELL } from './tour.ts';

/** How long a key may take to be answered, in ms; `npm run bench` measures it, and a flood that blocked the keys went on for ever. */
const ANSWER_MS = 60_000;

async function openWith(tour: Tour, code: string): Promise<void> {
  await tour.waitForLast('Enter: start the server');
  appendFileSync(tour.mine('05-both-sides', 'server.ts'), code);
}

describe('a server that floods', () => {
  it('does not block the keys, and rows left out are counted', { skip: !isUnix }, async (t) => {
    const tour = openTour(t, ['walk', '5'], UNDER_SHELL);
    await openWith(tour, "for (let i = 0; ; i += 1) console.log('line', i);\n");
    // So long that it would be said of it that its rows are only counted.
    const what = 'counts of lines';
    await tour.waitFor(/(?:… \d+ lines left out …[\s\S]*){8}/, { what, scrollback: true });
    await tour.waitForLast(/● server +1\/\d+$/);
    tour.press('z');
    await tour.waitFor(/z is no key here/, { what: 'an answer to z', ms: ANSWER_MS });
    tour.press('q');
    await tour.waitFor(/^Until next time.*\nexit code 0$/m, { what: 'the end', ms: ANSWER_MS });
    await waitForNoProcess(tour.marker, [tour.pid]);
    assert.deepEqual(findGaps(tour.screen({ scrollback: true })), []);
  });

  it('does not write over a question', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5']);
    await tour.waitForLast('Enter: start the server');
    await tour.step('enter');
    await tour.waitForLast('Enter: next');
    await tour.step('enter');
    await tour.waitForLast('Enter: next step');
    tour.press('enter');
    await tour.waitFor(/Your guess ›/, { what: 'the question' });
    const code = "setInterval(() => { for (let i = 0; i < 99; i += 1) console.log('flood'); }, 1);";
    appendFileSync(tour.mine('05-both-sides', 'server.ts'), `${code}\n`);
    await tour.waitFor(/^saved server\.ts[\s\S]*^\? Your guess ›/m, {
      what: 'the run, then the question again',
      scrollback: true,
      ms: 60_000,
    });
    const { length } = tour.output;
    tour.press('down');
    await tour.waitFor(/^❯ +The server/m, { what: 'the second answer', ms: ANSWER_MS });
    assert.doesNotMatch(tour.output.slice(length), / flood /);
    tour.press('enter');
    await tour.waitFor(/✔ Your guess › The server/, {
      what: 'the guess',
      ms: ANSWER_MS,
      scrollback: true,
    });
    await tour.waitFor(/ flood +│|only counted/, { what: 'the flood', scrollback: true });
  });

  it('does not wash away a verdict, and what came meanwhile is counted', {
    skip: unlessLong,
  }, async (t) => {
    const lesson = '01-three-sockets';
    const tour = await openTourAt(t, [lesson, 7]);
    await tour.waitForLast('Enter: next step');
    const answer = "udp.send('Hello from UDP', PORT, HOST)";
    const udp = `const udp = dgram.createSocket('udp4', () => ${answer}).bind(PORT, HOST);`;
    appendFileSync(tour.mine(lesson, 'server.ts'), `import dgram from 'node:dgram';\n${udp}\n`);
    await tour.waitFor(/Hint 1 of 3/, { what: 'the verdict', scrollback: true, ms: 60_000 });
    await tour.waitFor(/only counted from here on/, { what: 'the end of the rows', ms: 60_000 });
    await tour.waitForLast('Enter: next step');
    const { length } = tour.output;
    tour.press('?');
    await tour.waitFor(/Ctrl-C +stop what runs/, { what: 'the keys', ms: ANSWER_MS });
    assert.doesNotMatch(tour.output.slice(length), /· message/);
  });
});

describe('a server that computes for ever', () => {
  it('does not block the keys; Ctrl-C stops it, and a second one quits', async (t) => {
    const tour = openTour(t, ['walk', '5']);
    await openWith(tour, "console.log('busy');\nwhile (true);\n");
    await tour.waitFor(/ busy +│/, { what: 'the server' });
    await tour.waitForLast(/● server/);
    tour.press('?');
    await tour.waitFor(/Ctrl-C +stop what runs/, { what: 'the keys', ms: ANSWER_MS });
    tour.press('ctrl-c');
    await tour.waitFor(/^Stopped\. Ctrl-C again quits\.$/m, { what: 'the stop', ms: ANSWER_MS });
    await tour.waitForLast(/^Enter: start the server(?!.*●)/);
    tour.press('ctrl-c');
    assert.deepEqual(await tour.waitForExit(ANSWER_MS), { code: 0, signal: 0 });
    await waitForNoProcess(tour.marker);
  });
});

/** Numbered lines that are neither shown nor counted. */
function findGaps(lines: readonly string[]): string[] {
  const gaps: string[] = [];
  let expected = 0;
  for (const line of lines) {
    const number = Number(/ line (\d+) /.exec(line)?.[1] ?? Number.NaN);
    const left = Number(/^… (\d+) lines left out …$/.exec(line)?.[1] ?? 0);
    if (!Number.isNaN(number)) {
      if (number !== expected) gaps.push(`${expected} to ${number}`);
      expected = number + 1;
    }
    expected += left;
  }
  return gaps;
}

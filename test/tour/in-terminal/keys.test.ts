// Tests the keys of a lesson.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unlessLong } from '../../support/length.ts';
import { isUnix, openTour, openTourAt, type Tour, UNDER_SHELL } from './tour.ts';

/** Plays lesson 5 until the client has connected and ended. */
async function playToSecondStep(tour: Tour): Promise<void> {
  await tour.waitForLast('Enter: start the server');
  await tour.step('enter');
  await tour.step('enter');
  await tour.step('enter');
  await tour.waitFor(/Your guess ›/, { what: 'the question' });
  await tour.step('enter');
  await tour.waitForLast('Enter: connect the client');
  await tour.step('enter');
  await tour.waitForLast('Enter: the answer');
}

const count = (lines: readonly string[], test: RegExp) =>
  lines.filter((line) => test.test(line)).length;

describe('the keys', () => {
  it('b goes back, ? lists the keys, others point to that list', async (t) => {
    const tour = openTour(t, ['walk', '5']);
    await tour.waitForLast('Enter: start the server');
    tour.press('y');
    await tour.waitForLast(/^Enter: start the server · y is no key here; \? lists them/);
    tour.press('up');
    await tour.waitForLast(/ · up is no key here/);
    tour.press('?');
    const keys = await tour.waitFor(/Ctrl-C +stop what runs/, { what: 'the list of keys' });
    assert.ok(keys.some((line) => /^ {2}t +talk to the server/.test(line)));
    await tour.waitFor(/^ {2}end +one direction has ended/m, { what: 'what rows mean' });
    await tour.waitForLast(/^Enter: start the server · \? keys · q quit/);
    // Pasted text is not a series of keys: this one would leave.
    tour.press('\u001b[200~quit\r\u001b[201~');
    await tour.waitForLast(/pasted text is ignored/);
    await tour.step('enter');
    await tour.step('enter');
    await tour.step('enter');
    tour.press('escape');
    await tour.waitFor(/^2\/\d+ · A client/m, { what: 'step 2' });
    await tour.waitForLast('Enter: connect the client');
    tour.press('b');
    await tour.waitForLast(/^Enter: start the server .* 1\/\d+$/);
    const titles = tour.screen({ scrollback: true }).filter((line) => /^\d\/\d+ · /.test(line));
    assert.deepEqual(
      titles.map((title) => title[0]),
      ['1', '2', '1'],
    );
    assert.equal(tour.readProgress().lessons['05-both-sides']?.step, 0);
  });

  it('k shows what the kernel says, from the next run on', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5']);
    await tour.waitForLast('Enter: start the server');
    tour.press('k');
    await tour.waitFor(/states of the connections are shown from the next/, {
      what: 'that it is on',
    });
    await tour.step('enter');
    await tour.waitFor(/· kernel: LISTEN +│/, { what: 'the state of the server' });
    await tour.waitFor(/^kernel: … is what the operating system says/m, { what: 'what that is' });
    tour.press('k');
    await tour.waitFor(/are no longer shown from the next run on/, { what: 'that it is off' });
    tour.press('r');
    await tour.waitFor(/running again[\s\S]*listening on/, { what: 'another run' });
    await tour.waitForLast(/^Enter/);
    const rows = tour.screen().join('\n');
    assert.doesNotMatch(rows.slice(rows.indexOf('running again')), /kernel: LISTEN/);
  });

  it('work while a question is open, which is asked again', async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 66 });
    await tour.waitForLast('Enter: start the server');
    await tour.step('enter');
    await tour.step('enter');
    await tour.step('enter');
    const asked = (times: number) => (lines: readonly string[]) =>
      count(lines, /^\? Your guess ›/) === 1 && count(lines, /^✖ Your guess ›/) === times;
    tour.press('?');
    await tour.waitFor(/Ctrl-C +stop what runs/, { what: 'the list of keys' });
    await tour.waitFor(asked(1), { what: 'the question again' });
    tour.press('t');
    await tour.waitForLast(/^you> /);
    tour.press('escape');
    await tour.waitFor(asked(2), { what: 'the question, when the talk is over' });
    // A key that leads elsewhere does not ask it again.
    tour.press('b');
    await tour.waitForLast(/^Enter: start the server .* 1\/\d+$/);
    assert.equal(count(tour.screen(), /^\? Your guess ›/), 0);
  });

  it('r runs again on a clean screen, w hides the wire', async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 40 });
    await playToSecondStep(tour);
    tour.press('r');
    const again = await tour.waitFor(
      (lines) => lines[0] === 'running again' && count(lines, /· exit 0|CLOSED/) === 2,
      { what: 'the second run, on a clean screen' },
    );
    assert.equal(count(again, /│ {2}Connection closed/), 1);
    assert.equal(count(again, /◀──┼─ · write 18 bytes/), 1);
    assert.equal(count(tour.screen({ scrollback: true }), /│ {2}Connection closed/), 2);

    tour.press('w');
    await tour.waitFor(/The wire \(the rows with ·\) is hidden/, { what: 'the wire to be hidden' });
    tour.press('r');
    const isNew = (lines: string[]) => lines[0] === 'running again' && count(lines, /hidden/) === 0;
    const hidden = await tour.waitFor(
      (lines) => isNew(lines) && count(lines, /Connection closed|CLOSED/) === 2,
      { what: 'the run without the wire' },
    );
    assert.equal(count(hidden, /^ *[\d.]+s? /), 7, hidden.join('\n'));
  });

  it('h explains a crash that the text asks about, and w shows the rows that it is not about', async (t) => {
    const tour = await openTourAt(t, ['02-server-callback', 2], { columns: 110, rows: 60 });
    await tour.step('escape');
    await tour.enter('Enter: start the server and connect the client');
    await tour.waitForLast(/^Enter: the answer · \d+ more rows: w shows all · /);
    const some = await tour.waitFor(/^h: what this error means$/m, { what: 'how to ask' });
    const text = some.join('\n');
    assert.match(text, /TypeError: data\.toUpperCase[\s\S]*at Socket\.<anonymous>/);
    assert.equal(count(some, /! +… \d+ frames of Node /), 1);
    assert.equal(count(some, /node:(events|internal)/), 0);
    assert.match(text, /· data 18 bytes[\s\S]*· exit 1/);
    assert.doesNotMatch(text, /· finish|· connecting|toString/);
    tour.press('h');
    await tour.waitFor(/^TypeError: data is no string[\s\S]*toString/m, { what: 'the reason' });
    tour.press('w');
    await tour.waitFor(/The wire \(the rows with ·\) is shown/, { what: 'all rows' });
    const all = tour.screen({ scrollback: true });
    assert.match(all.join('\n'), /· start [\s\S]*· connecting[\s\S]*· exit 1/);
    // Before the server's exit or after it.
    assert.ok(all.some((line) => /· finish/.test(line)));
    assert.doesNotMatch(tour.last(), /more rows/);
  });

  it('x shows the bytes of later rows', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5', '--no-wire'], { rows: 45 });
    await tour.waitForLast('Enter: start the server');
    tour.press('x');
    await tour.waitFor(/The bytes of writes and chunks are shown from here on\./, { what: 'x' });
    await playToSecondStep(tour);
    const shown = tour.screen();
    const row = shown.findIndex((line) => /◀──┼─ · write 18 bytes$/.test(line));
    assert.match(
      shown[row + 1] ?? '',
      /│ {4}49 20 61 6d( [0-9a-f]{2})+ {1,2}I am/,
      shown.join('\n'),
    );
    // Without the wire these are the only rows of the tap.
    assert.equal(count(shown, / · connect|· listening/), 0);
    tour.press('L');
    await tour.waitFor(/^\? 你猜 ›/m, { what: 'the question' });
    await tour.step('escape');
    tour.press('x');
    await tour.waitFor(/从这里起隐藏 write 和数据块的字节。/, { what: 'x once more' });
    tour.press('?');
    await tour.waitFor(/^ {2}x +显示或隐藏每次 write/m, { what: 'the list of keys' });
  });

  it('t talks to the server', async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 40 });
    await tour.waitForLast('Enter: start the server');
    tour.press('t');
    await tour.waitFor(/No server is listening/, { what: 'that nobody listens' });
    await tour.step('enter');
    await tour.waitForLast('Enter: next');
    tour.press('t');
    await tour.waitForLast('you>');
    tour.press('hullo', 'backspace', 'o wörld 你好');
    await tour.waitForLast('you> hullo wörld 你好');
    tour.press('ctrl-u', 'hello', 'enter');
    await tour.waitFor(/│ +(you +┊ )?You said "HELLO$/m, { what: 'the answer' });
    assert.ok(tour.screen().some((line) => /DATA 127\.0\.0\.1: hello +│/.test(line)));
    tour.press('\u001b[200~one\rquit\u001b[201~');
    await tour.waitFor(/You said "ONE$/m, { what: 'the answer to the pasted line' });
    await tour.waitForLast('you> quit');
    tour.press('escape');
    const end = await tour.waitFor(/You hung up\./, { what: 'the end of the talk' });
    assert.ok(end.findIndex((line) => /CLOSED: /.test(line)) < end.indexOf('You hung up.'));
    await tour.waitForLast('Enter: next');
  });

  it('L changes the language during a lesson, and it is kept', {
    skip: !isUnix || unlessLong,
  }, async (t) => {
    const tour = openTour(t, ['walk', '5'], UNDER_SHELL);
    await tour.waitForLast('Enter: start the server');
    await tour.step('enter');
    await tour.waitForLast('Enter: next');
    tour.press('L');
    await tour.waitForLast('回车：启动服务端');
    assert.ok(tour.screen().some((line) => line.startsWith('1/')));
    assert.equal(tour.readProgress().language, 'zh');
    // What runs goes on running.
    assert.match(tour.last(), /● server/);
    tour.press('escape');
    await tour.waitForLast(/ · Esc 在这里没有作用/);
    tour.press('q');
    await tour.waitFor(/^下次见.*\nexit code 0$/m, { what: 'the end' });

    const next = openTour(t, ['walk', '5'], { cwd: tour.cwd });
    await next.waitForLast('回车：启动服务端');
    next.press('L');
    await next.waitForLast('Enter: start the server');
    assert.equal(next.readProgress().language, 'en');
  });
});

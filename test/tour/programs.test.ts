// Tests a lesson's runs: charts after a run, and many runs in a row.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { takeOriginal } from '../../src/course/run-blocks.ts';
import { openRunAddress } from '../../src/play/run-address.ts';
import { createStyle } from '../../src/screen/style.ts';
import { findFreePort } from '../../src/stage/free-port.ts';
import { Programs, type ProgramsOptions } from '../../src/tour/programs.ts';
import { unlessLong } from '../support/length.ts';
import { makeFolder } from '../support/tour.ts';

/** How long anything may take, in ms: far longer than it does. */
const DEADLINE_MS = 30_000;
/** How often to look, in ms: often enough for a moment between two runs. */
const LOOK_MS = 2;

const SERVER = `
import net from 'node:net';
const server = net.createServer((socket) => socket.pipe(socket));
server.listen(Number(process.env.PORT), '127.0.0.1');
`;
const CLIENT = `
import net from 'node:net';
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
socket.end('hello');
socket.resume();
`;
const PAIR = ['server', 'client'].map((actor) => ({ actor, file: `${actor}.mjs` }));

/** What a learner would see of the runs. */
interface Seen {
  performance: Programs;
  /** Rows, notes, and the lines of charts, in order. */
  lines: string[];
  /** What has no row. */
  passed: string[];
  /** The progress of many runs, each time it was reported. */
  progress: string[];
  /** Settles once that progress is reported. */
  until(progress: string): Promise<void>;
  /** Whether the last run began with bytes shown. */
  hex: boolean;
  /** The names in the last heading. */
  titles: Readonly<Record<string, string>>;
  /** The servers in it that stand behind each other. */
  chain: readonly string[];
}

async function open(
  test: TestContext,
  files: Record<string, string> = {},
  keepToText: ProgramsOptions['keepToText'] = (list) => list,
): Promise<Seen> {
  const directory = makeFolder(test);
  for (const [name, text] of Object.entries({
    'server.mjs': SERVER,
    'client.mjs': CLIENT,
    ...files,
  })) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
  const lines: string[] = [];
  const awaited = new Map<string, () => void>();
  const seen: Seen = {
    performance: null as never,
    lines,
    passed: [],
    progress: [],
    hex: false,
    titles: {},
    chain: [],
    until: (progress) => new Promise((resolve) => awaited.set(progress, resolve)),
  };
  const style = createStyle({ colour: false, links: false });
  const rows: ProgramsOptions['rows'] = {
    show: ({ actor, kind }) => void lines.push(`${actor} ${kind}`),
    pass: ({ actor, kind }) => void seen.passed.push(`${actor} ${kind}`),
    begin: (titles, { hex = false } = {}, chain = []) => {
      lines.push('heading');
      seen.titles = titles;
      seen.chain = chain;
      seen.hex = hex;
    },
  };
  seen.performance = new Programs({
    rows,
    page: { isRushing: false, isFlooded: false },
    hasSpares: false,
    directory,
    locate: ({ file }) => path.join(directory, file),
    clientFile: 'client.mjs',
    keepToText,
    runAddress: await openRunAddress({ environment: {}, port: await findFreePort() }),
    text: { language: 'en', tell: (...notes) => void lines.push(...notes) },
    explain: async (_stage, actor) => [`why ${actor} failed`],
    draw: (recorder) =>
      void lines.push(...recorder.render({ width: 60, style, language: 'en', form: 'words' })),
    onChange: () => {
      const { progress } = seen.performance ?? {};
      if (!progress) return;
      const text = `${progress.done}/${progress.all}`;
      seen.progress.push(text);
      awaited.get(text)?.();
    },
  });
  test.after(() => seen.performance.stop());
  return seen;
}

describe('the heading of a run', () => {
  it('leaves room for the client of a single server, and names none beside two servers', async (t) => {
    const seen = await open(t);
    const server = { actor: 'server', file: 'server.mjs' };
    await seen.performance.play([server], {});
    assert.deepEqual(seen.titles, { server: 'server.mjs', client: 'client.mjs' });
    await seen.performance.play([server, { actor: 'server-2', file: 'server.mjs' }], {});
    assert.deepEqual(seen.titles, { server: 'server.mjs', 'server-2': 'server.mjs' });
    assert.deepEqual(seen.chain, []);
  });

  it('keeps servers that stand behind each other, and adds their client when it comes', async (t) => {
    const relay = `${SERVER}console.log(process.env.UPSTREAM);\n`;
    const seen = await open(t, { 'relay.mjs': relay });
    const servers = ['server', 'server-2'];
    const files = ['server.mjs', 'relay.mjs'];
    const both = servers.map((actor, index) => ({ actor, file: files[index] ?? '' }));
    await seen.performance.play(both, {});
    assert.deepEqual([Object.keys(seen.titles), seen.chain], [servers, servers]);
    await seen.performance.play([{ actor: 'client', file: 'client.mjs' }], {});
    assert.deepEqual([Object.keys(seen.titles), seen.chain], [[...servers, 'client'], servers]);
  });
});

describe('a client that still runs when the next one comes', () => {
  it('has no rows below the heading of the next one', async (t) => {
    const idle = CLIENT.replace("socket.end('hello');", '');
    const { performance, lines } = await open(t, { 'idle.mjs': idle });
    await performance.play([...PAIR.slice(0, 1), { actor: 'client', file: 'idle.mjs' }], {});
    await until(() => lines.includes('client connect'));
    await performance.play([{ actor: 'client', file: 'client.mjs' }], {});
    await performance.calm();
    const below = lines.slice(lines.lastIndexOf('heading'));
    assert.equal(
      below.find((line) => line.startsWith('client ')),
      'client start',
    );
  });
});

describe('a server that the tour stops', () => {
  it('has no row for its end, which the rows are told of all the same', async (t) => {
    const { performance, lines, passed } = await open(t);
    await performance.play(PAIR.slice(0, 1), {});
    await performance.play(PAIR.slice(0, 1), {});
    assert.deepEqual(passed, ['server exit']);
    assert.ok(!lines.includes('server exit'));
    await performance.replay(() => {});
    assert.deepEqual(passed, ['server exit', 'server exit']);
  });

  it('is told of at once where its flood waits for the next window', async (t) => {
    const { performance, passed } = await open(t);
    await performance.play(PAIR.slice(0, 1), {});
    performance.stage.pause();
    await performance.stop();
    assert.deepEqual(passed, ['server exit']);
  });
});

describe('whom a learner can talk to', () => {
  it('is a server from when it listens until it is stopped, and only one over TCP or a path', async (t) => {
    const udp = `
import dgram from 'node:dgram';
dgram.createSocket('udp4').bind(Number(process.env.PORT), '127.0.0.1', () => console.log('up'));
`;
    const { performance, lines } = await open(t, { 'udp.mjs': udp });
    const states = () => [performance.address !== null, performance.hasServerAgain];
    assert.deepEqual(states(), [false, false]);
    await performance.play(PAIR, {});
    await until(() => performance.address !== null);
    assert.equal(performance.hasServerAgain, true);
    await performance.stop();
    assert.deepEqual(states(), [false, true]);
    await performance.play([{ actor: 'server', file: 'udp.mjs' }], {});
    await until(() => lines.includes('server stdout'));
    assert.deepEqual(states(), [false, true]);
  });

  it('is nobody where clients run alone', async (t) => {
    const { performance } = await open(t);
    await performance.play(PAIR.slice(1), {});
    assert.deepEqual([performance.address, performance.hasServerAgain], [null, false]);
  });
});

describe('a program that the learner has changed', () => {
  it('runs as the text tells of it, which is told once, and as it is after a save', async (t) => {
    const original = { 'original/server.mjs': SERVER };
    const { performance, lines } = await open(t, original, (list) =>
      list.map((each) => (each.actor === 'server' ? takeOriginal(each) : each)),
    );
    const notes = () => lines.filter((line) => /^You have changed server.mjs\. /.test(line));
    const files = () => performance.stage.programs.map(({ file }) => path.relative('', file));
    for (const _ of [1, 2]) {
      await performance.play(PAIR, {});
      await performance.calm();
    }
    assert.equal(notes().length, 1);
    assert.ok(
      files().some((file) => file.endsWith(path.join('original', 'server.mjs'))),
      files().join(' '),
    );
    performance.expectOwn();
    await performance.replay(() => {});
    await performance.calm();
    assert.deepEqual(
      performance.stage.programs.map(
        ({ file }) => path.basename(path.dirname(file)) === 'original',
      ),
      [false, false],
    );
  });
});

describe('a failure that the text tells of', () => {
  const server = { actor: 'server', file: 'server.mjs' };
  const how = { failures: ['server'] };
  const asked = 'h: what this error means';
  const crashing = { 'server.mjs': 'process.exit(1);\n' };

  it('is explained when the learner asks, once', async (t) => {
    const { performance, lines } = await open(t, crashing);
    const told = () => lines.filter((line) => line === asked || line.startsWith('why'));
    for (const run of [() => performance.play([server], how), () => performance.replay(() => {})]) {
      lines.length = 0;
      await run();
      await performance.calm();
      assert.deepEqual(told(), [asked]);
      assert.equal(performance.hasUnexplained, true);
      assert.equal(await performance.explainNow(), true);
      assert.equal(performance.hasUnexplained, false);
      assert.deepEqual(told(), [asked, 'why server failed']);
      assert.equal(await performance.explainNow(), false);
    }
  });

  it('is not explained any more once the text has come to the turn', async (t) => {
    const { performance, lines } = await open(t, crashing);
    await performance.play([server], how);
    await performance.calm();
    assert.ok(lines.includes(asked));
    performance.expect([server], {});
    assert.equal(await performance.explainNow(), false);
  });

  it('casts no doubt on the code, also after a save; that of another program does', async (t) => {
    const { performance, lines } = await open(t, crashing);
    const after = async (run: () => Promise<void>) => {
      lines.length = 0;
      await run();
      await until(() => lines.includes('server exit'));
      return performance.failed;
    };
    assert.deepEqual(await after(() => performance.play([server], {})), ['server.mjs']);
    assert.deepEqual(await after(() => performance.play([server], how)), []);
    performance.expectOwn(true);
    assert.deepEqual(await after(() => performance.replay(() => {})), []);
  });

  it('is explained at once in the learner’s own code, and so is that of another program', async (t) => {
    const { performance, lines } = await open(t, crashing);
    const told = () => lines.filter((line) => line === asked || line.startsWith('why'));
    await performance.play([server], { failures: ['client'] });
    await until(() => told().length > 0);
    await performance.play([server], how);
    await until(() => told().length > 1);
    performance.expectOwn();
    await performance.replay(() => {});
    await until(() => told().length > 2);
    assert.deepEqual(told(), ['why server failed', asked, 'why server failed']);
    // What was asked about is no longer on.
    assert.equal(await performance.explainNow(), false);
  });
});

describe("the kernel's states", () => {
  const states = (lines: readonly string[]) => lines.filter((line) => line.endsWith(' state'));
  const notes = (lines: readonly string[]) => lines.filter((line) => line.startsWith('kernel: …'));

  it('are rows where the run asks for them, and are explained once, before the heading', async (t) => {
    const { performance, lines } = await open(t);
    await performance.play(PAIR, { states: true });
    await until(() => lines.includes('client state'));
    assert.ok(lines.indexOf(notes(lines)[0] ?? '') < lines.indexOf('heading'), lines.join('\n'));
    await performance.replay(() => {});
    await until(() => states(lines.slice(lines.lastIndexOf('heading'))).length > 0);
    assert.equal(notes(lines).length, 1);
  });

  it('are rows from the next run on once the learner has chosen so, and no longer likewise', {
    skip: unlessLong,
  }, async (t) => {
    const { performance, lines } = await open(t);
    await performance.play(PAIR, {});
    await performance.calm();
    assert.equal(performance.hasStates, false);
    performance.hasStates = true;
    assert.deepEqual(states(lines), []);
    await performance.replay(() => {});
    await until(() => lines.includes('client state'));
    performance.hasStates = false;
    lines.length = 0;
    await performance.play(PAIR, { states: true });
    await performance.calm();
    assert.deepEqual(states(lines), []);
  });
});

describe('a run with a chart', () => {
  it('draws it once the run has settled, and again when it is run again', async (t) => {
    const { performance, lines, hex } = await open(t);
    await performance.play(PAIR, { chart: 'chunks' });
    await performance.calm();
    const first = lines.findIndex((line) => /^client :\d+ · 5 bytes in 1 chunk$/.test(line));
    assert.ok(first > lines.indexOf('client exit'), lines.join('\n'));
    assert.equal(lines.filter((line) => /sizes in bytes: 5/.test(line)).length, 2);
    assert.equal(hex, false);

    lines.length = 0;
    await performance.replay(() => {});
    await performance.calm();
    assert.equal(lines.filter((line) => /sizes in bytes: 5/.test(line)).length, 2);

    lines.length = 0;
    await performance.play(PAIR, { hex: true });
    await performance.calm();
    assert.ok(!lines.some((line) => /sizes/.test(line)));
  });

  it('does not draw a run that was stopped', async (t) => {
    const { performance, lines } = await open(t, {
      'client.mjs': 'setInterval(() => {}, 1000);\n',
    });
    await performance.play(PAIR, { chart: 'chunks' });
    await performance.stop();
    await performance.calm();
    assert.ok(!lines.some((line) => /No data/.test(line)), lines.join('\n'));
  });
});

describe('many runs in a row', () => {
  it('show their progress and their chart, but no rows', async (t) => {
    const seen = await open(t);
    await seen.performance.play(PAIR, { times: 2 });
    await seen.performance.calm();
    assert.deepEqual([...new Set(seen.progress)], ['0/2', '1/2', '2/2']);
    assert.equal(seen.performance.progress, null);
    assert.deepEqual(seen.lines, [
      'server · data events for each connection, over 2 runs',
      '1 chunk: 2 times (100%)',
      '',
      'client · data events for each connection, over 2 runs',
      '1 chunk: 2 times (100%)',
    ]);
    assert.deepEqual(seen.performance.running, []);
    // What comes next has the port, and rows.
    await seen.performance.play(PAIR, {});
    await seen.performance.calm();
    assert.ok(seen.lines.includes('server data'), seen.lines.join('\n'));
  });

  it('report how many failed, and why the first did', async (t) => {
    const seen = await open(t, {
      'client.mjs': `${CLIENT}socket.on('close', () => process.exit(2));`,
    });
    await seen.performance.play(PAIR, { times: 2 });
    assert.match(seen.lines.at(-2) ?? '', /^2 of 2 runs failed\./);
    assert.equal(seen.lines.at(-1), 'why client failed');
  });

  it('can be stopped, and the finished runs are drawn', async (t) => {
    const seen = await open(t);
    const two = seen.until('2/200');
    const played = seen.performance.play(PAIR, { times: 200 });
    await two;
    await seen.performance.stop();
    await played;
    const [, runs] = /^Stopped after ([2-9]) of 200 runs\.$/.exec(seen.lines.at(-1) ?? '') ?? [];
    assert.ok(runs !== undefined, seen.lines.join('\n'));
    assert.match(seen.lines.join('\n'), new RegExp(`over ${runs} runs\n1 chunk: ${runs} times`));
  });

  it('are not begun anew behind a stop, however they were asked for before it', async (t) => {
    const seen = await open(t);
    const begun = seen.until('0/2');
    const played = seen.performance.play(PAIR, { times: 2 });
    await begun;
    const replayed = seen.performance.replay(() => void seen.lines.push('again'));
    await seen.performance.stop();
    await Promise.all([played, replayed]);
    assert.ok(!seen.lines.includes('again'), seen.lines.join('\n'));
    // A stop takes back what was asked for before it, and nothing else.
    const anew = seen.until('0/2');
    const more = seen.performance.replay(() => void seen.lines.push('again'));
    await anew;
    assert.ok(seen.lines.includes('again'));
    await seen.performance.stop();
    await more;
  });

  it('can be begun anew', async (t) => {
    const seen = await open(t);
    const played = seen.performance.play(PAIR, { times: 2 });
    await seen.performance.replay(() => void seen.lines.push('again'));
    await played;
    assert.equal(seen.lines[0], 'again', 'what had not begun yet is not run first');
    const after = seen.lines.slice(1);
    assert.equal(after[0], 'server · data events for each connection, over 2 runs');
  });
});

/** Settles when `test` holds; the deadline is that of the test. */
async function until(test: () => boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!test()) {
    assert.ok(performance.now() < deadline, 'it did not happen in time');
    await pause(LOOK_MS);
  }
}

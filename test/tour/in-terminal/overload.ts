// Programs that flood or hang, run in the tour: the keys have to answer, and to stop them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { BUILT_VARIABLE } from '../../support/command.ts';
import { canFindProcesses, findProcesses, waitForNoProcess } from '../../support/processes.ts';
import { openTour, type Tour } from './tour.ts';

/** Programs, and what the screen shows once they flood or hang. */
export interface Overload {
  name: string;
  server: string;
  /** Without one, the client is the lesson's own. */
  client?: string;
  /** What the screen shows, each in some line. */
  shows: RegExp | readonly RegExp[];
  /** The one that loads the tour in the same way; an ordinary run is content with that. */
  isLike?: string;
}

/** The measurements. */
export interface Seen {
  /** The most memory that a process had in use, in MiB, without spares; 0 where the system doesn't say. */
  runnerMiB: number;
  programMiB: number;
  /** The longest time that a key took to be answered, in ms. */
  keyMs: number;
  /** How many keys were pressed. */
  keys: number;
  /** How long Ctrl-C took to stop all, in ms. */
  stopMs: number;
  /** How many lines were counted as left out. */
  leftOut: number;
}

/** How long a key may take to be answered, in ms: one that a flood blocks never is. People notice 100; the figures tell. */
const ANSWER_MS = 30_000;
/** How long a stop may take, in ms: 6 s where a program has to be killed, and far more on a busy machine. */
const STOP_MS = 60_000;
/** How much memory a program may have in use, in MiB. */
const PROGRAM_MIB = 150;
/** The same for the runner. From source it compiles itself, which floods raise for some seconds, and then no further. */
const RUNNER_MIB = process.env[BUILT_VARIABLE] ? 150 : 250;
/** The pause between two keys, in ms. */
const KEYS_MS = 200;

const listen = (inside: string, then = '') => `import net from 'node:net';
net.createServer((socket) => {
  ${inside}
}).listen(Number(process.env.PORT), '127.0.0.1', () => {
  ${then}
});
`;
const connect = (inside: string) => `import net from 'node:net';
const client = net.connect(Number(process.env.PORT), '127.0.0.1', () => {
  ${inside}
});
client.on('error', () => {});
`;
const endless = (name: string) =>
  `for (let i = 0; ; i += 1) console.${name === 'stderr' ? 'error' : 'log'}('${name}', i);`;
const IGNORE = "for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => {});\n";

/** All of them. */
export const OVERLOADS: readonly Overload[] = [
  {
    name: 'two floods at once',
    server: listen('socket.resume();', endless('one')),
    client: endless('two'),
    shows: [/ one \d+/, / two \d+/],
  },
  {
    name: 'a flood of errors',
    server: endless('stderr'),
    shows: /… \d+ lines left out …/,
    isLike: 'gigabytes of errors',
  },
  {
    name: 'gigabytes of errors',
    server:
      "const text = 'e'.repeat(1000);\nfor (let i = 0; i < 1e7; i += 1) console.error(text);\n",
    shows: /… \d+ lines left out …/,
  },
  {
    name: 'a line of 10 MB',
    server: listen("socket.on('data', () => {});", "console.log('x'.repeat(1e7));"),
    shows: /… \d+ more characters of this line left out …/,
    isLike: 'a line of 10 MB that does not end',
  },
  {
    name: 'a line of 10 MB that does not end',
    server: listen("socket.on('data', () => {});", "process.stdout.write('x'.repeat(1e7));"),
    shows: /… \d+ more characters of this line left out …/,
  },
  {
    name: 'a busy loop in a data handler',
    server: listen("socket.on('data', () => { console.log('got it'); while (true); });"),
    client: connect("client.write('hello');"),
    shows: /got it/,
  },
  {
    name: 'a chain of setImmediate',
    server: "const go = () => setImmediate(go);\nconsole.log('in a chain');\ngo();\n",
    shows: /in a chain/,
    isLike: 'a busy loop in a data handler',
  },
  {
    name: 'a chain of nextTick',
    server: `${IGNORE}const go = () => process.nextTick(go);\nconsole.log('in a chain');\ngo();\n`,
    shows: /in a chain/,
    isLike: 'a flood that ignores SIGTERM',
  },
  {
    name: 'a chain of promises',
    server: "console.log('in a chain');\nfor (;;) await null;\n",
    shows: /in a chain/,
    isLike: 'a busy loop in a data handler',
  },
  {
    name: 'a flood that ignores SIGTERM',
    server: `${IGNORE}${endless('deaf')}`,
    shows: /… \d+ lines left out …/,
  },
  {
    name: 'NULs and escape sequences',
    server: "setInterval(() => console.log('\\0\\x1b[2J\\x1b[?1049h\\x1bc nul \\0'), 1);\n",
    shows: /nul/,
  },
];

/** Runs programs in the tour for this many seconds, presses keys, stops them, and leaves. */
export async function withstand(
  test: TestContext,
  overload: Overload,
  seconds: number,
): Promise<Seen> {
  const tour = openTour(test, ['walk', '5']);
  try {
    return await press(tour, overload, seconds);
  } catch (error) {
    // A tour that fails here may not end by itself either.
    tour.kill('SIGKILL');
    throw error;
  }
}

async function press(tour: Tour, overload: Overload, seconds: number): Promise<Seen> {
  await tour.waitForLast('Enter: start the server');
  if (overload.client) writeFileSync(tour.mine('05-both-sides', 'client.ts'), overload.client);
  writeFileSync(tour.mine('05-both-sides', 'server.ts'), overload.server);
  const wanted = [overload.shows].flat();
  const isShown = (lines: string[]) =>
    wanted.every((each) => lines.some((line) => each.test(line)));
  await tour.waitFor(isShown, { what: overload.name, ms: 30_000, scrollback: true });

  const seen: Seen = { runnerMiB: 0, programMiB: 0, keyMs: 0, keys: 0, stopMs: 0, leftOut: 0 };
  const end = performance.now() + seconds * 1000;
  do {
    const key = seen.keys % 2 === 0 ? 'z' : 'y';
    const start = performance.now();
    tour.press(key);
    const answer = new RegExp(`${key} is no key here`);
    await tour.waitFor(answer, { what: `an answer to ${key}`, ms: ANSWER_MS });
    seen.keyMs = Math.max(seen.keyMs, performance.now() - start);
    seen.keys += 1;
    measure(tour.marker, tour.pid, seen);
    if (seconds > 0) await pause(KEYS_MS);
  } while (performance.now() < end);
  assert.ok(seen.runnerMiB < RUNNER_MIB, `the runner has ${seen.runnerMiB} MiB in use`);
  assert.ok(seen.programMiB < PROGRAM_MIB, `a program has ${seen.programMiB} MiB in use`);

  const start = performance.now();
  tour.press('ctrl-c');
  await tour.waitFor(/Stopped\. Ctrl-C again quits\./, { what: 'the stop', ms: STOP_MS });
  seen.stopMs = performance.now() - start;
  for (const [, count] of tour.output.matchAll(/… (\d+) lines left out …/g)) {
    seen.leftOut += Number(count);
  }
  tour.press('q');
  await tour.waitForExit(ANSWER_MS);
  await waitForNoProcess(tour.marker);
  return seen;
}

function measure(marker: string, runner: number, seen: Seen): void {
  if (!canFindProcesses) return;
  for (const { pid, command } of findProcesses(marker)) {
    const mib = readMemory(pid);
    if (pid === runner) seen.runnerMiB = Math.max(seen.runnerMiB, mib);
    else if (/(server|client)\.ts/.test(command)) seen.programMiB = Math.max(seen.programMiB, mib);
  }
}

/** The memory that a process has in use, in MiB. */
function readMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

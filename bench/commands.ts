// Measures commands that learners wait for: the list, the first screen, a check.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Contestant, type Figure, race } from './figure.ts';
import { type Command, type Kit, makeFolder } from './kit.ts';
import { timeWell } from './process.ts';
import { openScreen } from './screen.ts';

const timed =
  (command: Command, cwd: string, variables: Record<string, string> = {}) =>
  async () =>
    (await timeWell(command, cwd, variables)).ms;

/** The list of lessons, beside learnyounode's and plain Node. */
export function measureList(kit: Kit, runs: number): Promise<Figure[]> {
  const folder = makeFolder(kit, 'list');
  const variables = { HOME: folder };
  return race(
    [
      { who: 'socket-tour list', once: timed(kit.tour('list'), folder, variables) },
      {
        who: 'learnyounode list',
        once: timed(kit.peer('learnyounode', 'list'), folder, variables),
      },
      { who: 'node -e 0', once: timed([process.execPath, '-e', '0'], folder, variables) },
    ],
    'ms',
    runs,
  );
}

/** From the command to the first step of a lesson, in a terminal, beside learnyounode's menu. */
export function measureFirstScreen(kit: Kit, runs: number): Promise<Figure[]> {
  const folder = makeFolder(kit, 'first');
  const show = (command: Command, what: string | RegExp) => async () => {
    const start = performance.now();
    const screen = openScreen(command, folder, { HOME: folder });
    const shown = await screen.until(what);
    await screen.stop('SIGKILL');
    return shown - start;
  };
  return race(
    [
      { who: 'socket-tour walk 1', once: show(kit.tour('walk', '1', '--lang', 'en'), 'Enter: ') },
      { who: 'learnyounode', once: show(kit.peer('learnyounode'), 'HELLO WORLD') },
    ],
    'ms',
    runs,
  );
}

/** The check of a right server, beside learnyounode's of its own TCP exercise. */
export function measureCheck(kit: Kit, runs: number): Promise<Figure[]> {
  const folder = makeFolder(kit, 'check');
  const lessons = path.join(kit.home, 'node_modules', 'socket-tour', 'lessons');
  const ours = ['02-server-callback', '03-server-events', '04-client', '05-both-sides'].map(
    (name) => {
      const copy = path.join(folder, name);
      mkdirSync(copy);
      writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }\n');
      cpSync(path.join(lessons, name), copy, { recursive: true });
      cpSync(path.join(lessons, name, 'solution'), copy, { recursive: true });
      const words = (spares: string[]) => kit.tour('check', name, '--dir', copy, ...spares);
      return [
        { who: `socket-tour check ${name}`, once: timed(words([]), folder) },
        { who: `the same --no-spares`, once: timed(words(['--no-spares']), folder) },
      ];
    },
  );
  const server = path.join(folder, 'time-server.js');
  writeFileSync(server, TIME_SERVER);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const empty = path.join(folder, 'empty.ts');
  writeFileSync(empty, '');
  const verify = kit.peer('learnyounode', 'verify', 'time-server.js');
  const prepare = kit.peer('learnyounode', 'select', 'TIME SERVER');
  return timeWell(prepare, folder, { HOME: folder }).then(() =>
    race(
      [
        ...ours.flat(),
        patiently('learnyounode verify (TIME SERVER)', timed(verify, folder, { HOME: folder })),
        { who: 'node --import tsx of an empty file', once: timed(kit.node(empty), folder) },
      ],
      'ms',
      runs,
    ),
  );
}

/** How many failures a contestant may have in all. */
const FAILURES = 10;

/** A contestant whose time counts only on success: learnyounode rejects a right server that starts slowly. */
function patiently(who: string, once: () => Promise<number>): Contestant {
  let failures = 0;
  return {
    who,
    note: () => `failed ${failures} times beside these`,
    async once() {
      for (;;) {
        try {
          return await once();
        } catch (error) {
          failures += 1;
          if (failures > FAILURES) throw error;
        }
      }
    },
  };
}

/** A right answer to learnyounode's exercise: it sends the time to each client. */
const TIME_SERVER = `const net = require('net');
const two = (n) => String(n).padStart(2, '0');
net.createServer((socket) => {
  const d = new Date();
  const day = [d.getFullYear(), two(d.getMonth() + 1), two(d.getDate())].join('-');
  socket.end(day + ' ' + two(d.getHours()) + ':' + two(d.getMinutes()) + '\\n');
}).listen(Number(process.argv[2]));
`;

// Measures the time from a save to its result on the screen: single saves, bursts, in place and by rename.
import path from 'node:path';
import { type Contestant, type Figure, race } from './figure.ts';
import { type Command, type Kit, makeFolder } from './kit.ts';
import { save, type Way, writeClient, writeServer } from './programs.ts';
import { openScreen, rest, type Screen } from './screen.ts';

const CLOSED = 'Connection closed';
/** Ports far from those that systems hand out, and from each other. */
let nextPort = 21_000 + Math.floor(Math.random() * 5000);

/** A pair of programs in a folder, and the port they use. */
interface Pair {
  folder: string;
  server: string;
  client: string;
  port: number;
}

function layOut(kit: Kit, name: string): Pair {
  const folder = makeFolder(kit, name);
  const server = path.join(folder, 'server.ts');
  const client = path.join(folder, 'client.ts');
  nextPort += 1;
  writeServer(server, '#first', nextPort);
  writeClient(client, nextPort);
  return { folder, server, client, port: nextPort };
}

/** Both programs run again in our watch mode; `close` ends it. */
async function openTour(kit: Kit, words: string[] = []) {
  const pair = layOut(kit, 'tour');
  const { folder, server } = pair;
  const screen = openScreen(kit.tour('run', 'server.ts', 'client.ts', '--watch', ...words), folder);
  await screen.until(CLOSED);
  return {
    screen,
    /** Saves the server with a mark, and resolves to the time until the client had closed. */
    async measure(mark: string, way: Way = 'in place'): Promise<number> {
      const from = screen.text.length;
      const start = performance.now();
      save(server, way, (file) => writeServer(file, mark, pair.port));
      await screen.until(new RegExp(`You said "[^"]*" ${mark}\\b[^]*${CLOSED}`), from);
      return performance.now() - start;
    },
    save: (mark: string, way: Way) =>
      save(server, way, (file) => writeServer(file, mark, pair.port)),
    close: () => screen.stop('SIGINT'),
  };
}

/** Save → "Connection closed", beside the commands that people use today. */
export async function measureSaves(kit: Kit, runs: number): Promise<Figure[]> {
  const tour = await openTour(kit);
  const cold = await openTour(kit, ['--no-spares']);
  const ours =
    (it: typeof tour): Contestant['once'] =>
    async (run) => {
      await rest(it.screen);
      return it.measure(`#${run}`);
    };
  const watchers = await openWatchers(kit);
  try {
    return await race(
      [
        { who: 'socket-tour', once: ours(tour) },
        { who: 'socket-tour --no-spares', once: ours(cold) },
        byHand(kit, 'tsx server.ts, tsx client.ts', (file) => kit.peer('tsx', file)),
        byHand(kit, 'node --import tsx, twice', (file) => kit.node(file)),
        ...watchers.contestants,
      ],
      'ms',
      runs,
    );
  } finally {
    await Promise.all([tour.close(), cold.close(), watchers.close()]);
  }
}

/** A user who has both commands ready, and types them without delay. */
function byHand(kit: Kit, who: string, run: (file: string) => Command): Contestant {
  const { folder, server, port } = layOut(kit, 'hand');
  return {
    who,
    async once(count) {
      const mark = `#${count}`;
      const start = performance.now();
      writeServer(server, mark, port);
      const serving = openScreen(run('server.ts'), folder);
      await serving.until(`Server listening ${mark}`);
      const client = openScreen(run('client.ts'), folder);
      const end = await client.until(CLOSED);
      await client.gone;
      await serving.stop();
      return end - start;
    },
  };
}

/** Tools that run a server again on each save; for them only the server's line counts. */
async function openWatchers(kit: Kit) {
  const open = async (who: string, command: (file: string) => Command) => {
    const { folder, server, port } = layOut(kit, 'watch');
    const screen = openScreen(command('server.ts'), folder);
    await screen.until('Server listening #first');
    const once = async (run: number) => {
      await rest(screen);
      const from = screen.text.length;
      const start = performance.now();
      writeServer(server, `#${run}`, port);
      return (await screen.until(`Server listening #${run}`, from)) - start;
    };
    return { screen, contestant: { who: `${who} (server's line alone)`, once } };
  };
  const all = [
    await open('tsx watch', (file) => kit.peer('tsx', 'watch', file)),
    await open('nodemon --exec tsx', (file) => kit.peer('nodemon', '--exec', 'tsx', file)),
    await open('node --watch --import tsx', (file) => {
      const [node, ...words] = kit.node(file);
      return [node, '--watch', ...words];
    }),
  ];
  return {
    contestants: all.map(({ contestant }) => contestant),
    close: () => Promise.all(all.map(({ screen }) => screen.stop())),
  };
}

/** The time between the saves of a burst, in ms, and how many there are. */
const BURST_MS = 100;
const BURST = 10;

/** Saves 100 ms apart: from each save to the result of the last one, and never two servers at once. */
export async function measureBursts(kit: Kit, runs: number): Promise<Figure[]> {
  const tour = await openTour(kit);
  let clashes = 0;
  try {
    const figures = await race(
      [
        {
          who: `socket-tour, ${BURST} saves`,
          note: () => `two servers at once: ${clashes}`,
          async once(run) {
            await rest(tour.screen);
            const from = tour.screen.text.length;
            for (let count = 0; count < BURST - 1; count += 1) {
              tour.save(`#b${run}-${count}-`, 'in place');
              await new Promise((resolve) => setTimeout(resolve, BURST_MS));
            }
            const last = await tour.measure(`#b${run}-last`);
            if (tour.screen.text.slice(from).includes('EADDRINUSE')) clashes += 1;
            return last;
          },
        },
      ],
      'ms',
      runs,
    );
    return figures;
  } finally {
    await tour.close();
  }
}

/** How long a save may take to show before it counts as missed, in ms. */
const MISSED_MS = 3000;

/** How many of `runs` saves were never noticed, in place and by rename. */
export async function countMissed(kit: Kit, runs: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const way of ['in place', 'by rename'] as const) {
    const tour = await openTour(kit);
    figures.push(
      await count(`socket-tour, ${way}`, runs, tour.screen, (mark) => tour.save(mark, way)),
    );
    await tour.close();
    const { folder, server, port } = layOut(kit, 'missed');
    const [node, ...words] = kit.node('server.ts');
    const screen = openScreen([node, '--watch', ...words], folder);
    await screen.until('Server listening #first');
    const store = (mark: string) => save(server, way, (file) => writeServer(file, mark, port));
    // A missed save takes its full time, so a few are enough.
    figures.push(await count(`node --watch, ${way}`, Math.min(runs, 10), screen, store));
    await screen.stop();
  }
  return figures;
}

async function count(
  who: string,
  runs: number,
  screen: Screen,
  store: (mark: string) => void,
): Promise<Figure> {
  let missed = 0;
  for (let run = 0; run < runs; run += 1) {
    const from = screen.text.length;
    store(`#m${run}-`);
    const seen = screen.until(`#m${run}-`, from).then(() => true);
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, MISSED_MS, false));
    if (!(await Promise.race([seen.catch(() => false), late]))) missed += 1;
  }
  return { who, unit: 'saves', values: [missed], note: `missed, of ${runs}` };
}

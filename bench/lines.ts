// Measures two programs that print as fast as they can: how fast their lines are shown, and whether all are.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Figure, median } from './figure.ts';
import { type Command, type Kit, makeFolder } from './kit.ts';
import { environment, readPeak } from './process.ts';
import { openScreen } from './screen.ts';

/** How many lines each of the two programs prints. */
const LINES = 200_000;
/** How often the memory of the program that shows them is sampled, in ms. */
const LOOK_MS = 50;

/** The result of one flood. */
interface Flood {
  seconds: number;
  lines: number;
  peak: number;
}

/** Where the lines go. */
type Into = 'a pipe' | 'a file' | 'a terminal';

/** Lines a second through `run --plain`, beside `concurrently`, into a pipe, a file and a terminal. */
export async function measureLines(kit: Kit, runs: number): Promise<Figure[]> {
  const folder = makeFolder(kit, 'lines');
  const port = 26_000 + Math.floor(Math.random() * 2000);
  writePrograms(folder, port);
  const ours = kit.tour('run', 'server.mjs', 'client.mjs', '--plain', '--no-wire', '--for', '120');
  const theirs = kit.peer(
    'concurrently',
    '-n',
    'server,client',
    'node server.mjs',
    'node client.mjs',
  );
  const figures: Figure[] = [];
  for (const into of ['a pipe', 'a file', 'a terminal'] as const) {
    const floods: Record<'ours' | 'theirs', Flood[]> = { ours: [], theirs: [] };
    for (let run = 0; run < runs; run += 1) {
      floods.ours.push(await flood(ours, folder, into));
      floods.theirs.push(await flood(theirs, folder, into));
    }
    figures.push(summarize(`socket-tour run --plain, into ${into}`, floods.ours));
    figures.push(summarize(`concurrently, into ${into}`, floods.theirs));
  }
  return figures;
}

function summarize(who: string, floods: readonly Flood[]): Figure {
  const lost = floods.map(({ lines }) => 2 * LINES - lines);
  const bad = lost.filter((count) => count !== 0).length;
  const peak = Math.round(median(floods.map((each) => each.peak)));
  return {
    who,
    unit: 'lines/s',
    values: floods.map(({ seconds }) => (2 * LINES) / seconds),
    note: `lines lost in ${bad} of ${floods.length} runs (at most ${Math.max(...lost)}); ${peak} MiB`,
  };
}

/** Each reports when it has printed all its lines, and the other waits for that: both end by themselves. */
function writePrograms(folder: string, port: number): void {
  const print = `for (let i = 0; i < ${LINES}; i += 1) console.log('line ' + i + ' of a flood');`;
  writeFileSync(
    path.join(folder, 'server.mjs'),
    `import net from 'node:net';
const server = net.createServer((socket) => {
  ${print}
  socket.end('done');
  socket.resume().on('close', () => server.close());
});
server.listen(${port}, '127.0.0.1');
`,
  );
  writeFileSync(
    path.join(folder, 'client.mjs'),
    `import net from 'node:net';
const come = () => {
  const socket = net.connect(${port}, '127.0.0.1', () => {
    ${print}
    socket.end();
  });
  socket.resume().on('error', () => setTimeout(come, 20));
};
come();
`,
  );
}

async function flood(command: Command, folder: string, into: Into): Promise<Flood> {
  if (into === 'a terminal') return floodTerminal(command, folder);
  const file = path.join(folder, 'out.txt');
  const fd = into === 'a file' ? openSync(file, 'w') : 'pipe';
  const start = performance.now();
  const [name, ...words] = command;
  const child = spawn(name, words, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', fd, 'ignore'],
  });
  const peak = watchPeak(child.pid ?? 0);
  const pieces: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
  await new Promise((resolve) => child.on('close', resolve));
  const seconds = (performance.now() - start) / 1000;
  if (typeof fd === 'number') closeSync(fd);
  const text = typeof fd === 'number' ? readFileSync(file, 'utf8') : String(Buffer.concat(pieces));
  return { seconds, lines: countLines(text), peak: peak() };
}

async function floodTerminal(command: Command, folder: string): Promise<Flood> {
  const start = performance.now();
  const screen = openScreen(command, folder);
  const peak = watchPeak(screen.pid);
  const end = await screen.gone;
  return { seconds: (end - start) / 1000, lines: countLines(screen.text), peak: peak() };
}

/** Lines that arrived, and those that were reported as left out. */
function countLines(text: string): number {
  const shown = text.match(/line \d+ of a flood/g)?.length ?? 0;
  const leftOut = [...text.matchAll(/(\d[\d,]*) (?:more )?lines? (?:were )?left out/g)];
  return leftOut.reduce((sum, [, count = '0']) => sum + Number(count.replaceAll(',', '')), shown);
}

function watchPeak(pid: number): () => number {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, readPeak(pid));
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

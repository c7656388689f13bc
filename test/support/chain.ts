// Programs that stand in a row, and how `run` is tried with them: a server, what passes on to it, and clients.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { makeFolder, type Outcome, runTour } from './tour.ts';

/** A program that passes on what comes, and does something of its own with the two sockets `client` and `up`. */
function passOn(own: string, listen = 'listen();'): string {
  return `import net from 'node:net';
const server = net.createServer((client) => {
  const up = net.connect(process.env.UPSTREAM, process.env.HOST);
  for (const socket of [client, up]) socket.on('error', () => {});
  client.pipe(up).pipe(client);
  ${own}
});
const listen = () => server.listen(process.env.PORT, process.env.HOST);
${listen}
`;
}

const PROGRAMS: Readonly<Record<string, string>> = {
  'up.mjs': `import net from 'node:net';
net.createServer((socket) => {
  socket.on('error', () => {}).on('data', (data) => socket.write(String(data).toUpperCase()));
}).listen(process.env.PORT, process.env.HOST);
`,
  'proxy.mjs': passOn(''),
  'crash.mjs': passOn("up.once('data', () => { throw new Error('no way through'); });"),
  'kill.mjs': passOn("up.once('data', () => process.kill(process.pid, 'SIGKILL'));"),
  'late.mjs': passOn('', 'setTimeout(listen, 700);'),
  'never.mjs': passOn('', 'setInterval(() => listen.name, 1000);'),
  'crash-at-start.mjs': passOn('', "throw new Error('not today');"),
  // It keeps the way to its server when the client has gone.
  'keeps.mjs': passOn('', 'listen();').replace(
    'pipe(up).pipe(client)',
    'pipe(up, { end: false }).pipe(client)',
  ),
  'client.mjs': `import net from 'node:net';
const socket = net.connect(process.env.PORT, process.env.HOST, () => socket.write('hello'));
socket.on('data', (data) => {
  console.log('got ' + data);
  socket.end();
}).on('error', () => {});
`,
};

/** What became of a run. */
export interface RowRun extends Outcome {
  /** The notes, on one line. */
  notes: string;
}

/** Runs programs of a row by their names; `more` are further files. */
export async function runRow(
  t: TestContext,
  operands: readonly string[],
  options: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<RowRun> {
  const cwd = makeFolder(t);
  for (const [name, text] of Object.entries({ ...PROGRAMS, ...more })) {
    writeFileSync(path.join(cwd, name), text);
  }
  const language = options.includes('--lang') ? [] : ['--lang', 'en'];
  const outcome = await runTour(['run', ...operands, '--for', '60', ...language, ...options], {
    cwd,
  });
  return { ...outcome, notes: outcome.stderr.replaceAll(/\s+/g, ' ') };
}

/** The events of a run with `--json`. */
export function readEvents(stdout: string): TraceEvent[] {
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as TraceEvent);
}

/** The port on which an actor listens; 0 where it doesn't. */
export function findPort(events: readonly TraceEvent[], actor: string): number {
  const listening = events.find((event) => event.actor === actor && event.kind === 'listening');
  return Number(/:(\d+)$/.exec(listening?.local ?? '')?.[1] ?? 0);
}

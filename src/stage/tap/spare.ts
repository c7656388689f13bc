// Waits in a spare, with everything loaded that a program needs, for the cue to become that program.
import { Console } from 'node:console';
import { statSync } from 'node:fs';
import type net from 'node:net';
import type { Performance } from 'node:perf_hooks';
import { Writable } from 'node:stream';
import type { Cue } from '../trace/record.ts';
import { send } from './write.ts';

/**
 * Waits for the cue on the runner's socket; then the process gets the program's folder and environment. With
 * `hasCompiler` the program's file may be one that tsx hasn't compiled yet. Resolves to how many questions came with it.
 */
export async function awaitCue(control: net.Socket, hasCompiler: boolean): Promise<number> {
  const line = readLine(control);
  await loadTsx();
  if (hasCompiler) await startCompiler();
  await loadLate();
  // An empty line says nothing but that this process has come so far.
  send('\n');
  const { text, rest } = await line;
  const { cwd, environment } = JSON.parse(text) as Cue;
  process.chdir(cwd);
  takeEnvironment(environment);
  beginAnew();
  // The program is to run where a process just started would run it: with the clock of the event loop set anew,
  // and in no callback of this one's, which would stand in stack traces.
  await new Promise((resolve) => setImmediate(resolve));
  return rest;
}

/**
 * Sets the clocks that show a program its age to zero: `process.uptime()`, `performance.now()` and its
 * `timeOrigin`. Marks, measures, `eventLoopUtilization()` and `nodeTiming` stay those of the process.
 */
function beginAnew(): void {
  const clock = Object.getPrototypeOf(performance) as Performance;
  const { now } = clock;
  const { uptime } = process;
  const [age, origin] = [performance.now(), performance.timeOrigin];
  process.uptime = { uptime: () => uptime() - age / 1000 }.uptime;
  clock.now = { now: () => Reflect.apply(now, performance, []) - age }.now;
  Object.defineProperty(clock, 'timeOrigin', { get: () => origin + age });
}

/** Reads the first line that arrives, and how much came behind it; if none can arrive any more, the runner is gone. */
function readLine(control: net.Socket): Promise<{ text: string; rest: number }> {
  control.on('close', die);
  return new Promise((resolve) => {
    let text = '';
    control.setEncoding('utf8');
    control.on('data', function take(piece) {
      text += piece;
      const end = text.indexOf('\n');
      if (end < 0) return;
      control.off('data', take);
      // What comes while nobody listens would be lost.
      control.pause();
      control.off('close', die);
      resolve({ text: text.slice(0, end), rest: text.length - end - 1 });
    });
  });
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Loads the preloads that come after the tap, which would otherwise wait for it. */
async function loadTsx(): Promise<void> {
  const { execArgv } = process;
  for (const [index, option] of execArgv.entries()) {
    if (option === '--import') await import(execArgv[index + 1] as string);
  }
}

/** Loads what Node loads only when a program first asks for the time, listens or logs, which takes it 3 ms. */
async function loadLate(): Promise<void> {
  performance.now();
  await Promise.all([import('node:dns'), import('node:cluster')]);
  new Console(new Writable({ write: (_chunk, _encoding, done) => done() })).log('');
}

/** Makes tsx start its compiler, which takes longer than compiling a program, and compile something. */
async function startCompiler(): Promise<void> {
  const { mtimeMs } = statSync(process.argv[1] as string);
  // Code that doesn't compile is never in tsx's cache on the disk. Code that does leaves as much there as the
  // learner's program does, each time it is saved.
  for (const code of ['(', `${SAMPLE}${mtimeMs};`]) await import(address(code)).catch(() => {});
}

/** A program like the one that will come. */
export const SAMPLE = `import net from 'node:net';
export const answer = async (socket?: net.Socket): Promise<void> => {
  socket?.on('data', (data) => socket.write(\`\${data}\`));
};
`;

/** The address of a module with that code, which tsx takes for TypeScript. */
export function address(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}//sample.ts`;
}

function takeEnvironment(environment: Readonly<Record<string, string>>): void {
  const { env } = process;
  const names = Object.keys(environment);
  // Usually the same variables come in the same order.
  if (Object.keys(env).join('\0') !== names.join('\0')) {
    for (const name of Object.keys(env)) delete env[name];
  }
  for (const name of names) if (env[name] !== environment[name]) env[name] = environment[name];
}

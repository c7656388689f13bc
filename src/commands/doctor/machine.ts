// What the machine must be able to do: run the right Node, run TypeScript, use loopback, and offer a port.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PREFERRED_PORT } from '../../course/expected.ts';
import { readPort } from '../../play/run-address.ts';
import { before } from '../../stage/deadline.ts';
import { findPortHolder } from '../../stage/errors/port-holder.ts';
import { measureRoundTrip, tryListening } from '../../stage/loopback.ts';
import { isInRange } from '../../stage/node-version.ts';
import { openStage } from '../../stage/stage.ts';
import { spellCommand, spellWithPort } from '../../text/invocation.ts';
import { doctorMessages } from '../../text/messages/doctor.ts';
import type { Context } from '../context.ts';
import { type Finding, find } from './finding.ts';

const HOST = '127.0.0.1';
/** How long a one-line program may take, in ms. */
const PROGRAM_MS = 15_000;

/** Whether the tour supports this version of Node.js. */
export async function probeNode({ language, packageRoot }: Context): Promise<Finding> {
  const say = doctorMessages[language].node;
  const { engines } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
  const version = process.versions.node;
  const isMet = isInRange(version, engines.node);
  const details = { version, wanted: engines.node };
  return isMet
    ? find('node', 'ok', say.ok(version), null, details)
    : find('node', 'fail', say.fail(version, engines.node), say.advice, details);
}

/** Whether a TypeScript program runs on a stage, and how long that takes; null where it can't be written anywhere. */
export async function probeTsx({ language }: Context): Promise<Finding | null> {
  const say = doctorMessages[language].tsx;
  const file = writeProgram();
  // The probe of that folder reports why.
  if (file === null) return null;
  const folder = path.dirname(file);
  const stage = openStage();
  const start = performance.now();
  try {
    const program = stage.start({ actor: 'probe', file, cwd: folder });
    const end = await before(program.exited, PROGRAM_MS);
    await stage.stop();
    const ms = Math.round(performance.now() - start);
    if (stage.events.some(({ kind, text }) => kind === 'stdout' && text === 'ready')) {
      return find('tsx', 'ok', say.ok(ms), null, { ms });
    }
    const errors = stage.events.flatMap(({ kind, text = '' }) => (kind === 'stderr' ? text : []));
    const why =
      end === 'deadline' ? say.deadline(PROGRAM_MS / 1000) : pickError(errors) || say.silent;
    return find('tsx', 'fail', say.fail(why), say.advice, { ms });
  } finally {
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a program into a temporary folder of its own; null where that can't be done. */
function writeProgram(): string | null {
  try {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'socket-tour-doctor-')), 'probe.mts');
    writeFileSync(file, "const word: string = 'ready';\nconsole.log(word);\n");
    return file;
  } catch {
    return null;
  }
}

/** Whether loopback works on this machine, and how fast it is. */
export async function probeLoopback({ language }: Context): Promise<Finding> {
  const say = doctorMessages[language].loopback;
  try {
    const ms = Math.round((await measureRoundTrip()) * 1000) / 1000;
    return find('loopback', 'ok', say.ok(ms), null, { ms });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return find('loopback', 'fail', say.fail(why), say.advice, { ms: null });
  }
}

/** Whether the lessons' port is free: the one in `PORT`, else the usual one. If not, which process holds it. */
export async function probePort(context: Context): Promise<Finding> {
  const { language, environment } = context;
  const say = doctorMessages[language].port;
  let wanted: number | null;
  try {
    wanted = readPort(environment);
  } catch {
    return find('port', 'fail', say.notAPort(environment.PORT ?? ''), say.unset);
  }
  if (wanted === 0) return find('port', 'ok', say.any, null, { port: 0 });
  const port = wanted ?? PREFERRED_PORT;
  const code = await tryListening(port, HOST);
  if (code === null) return find('port', 'ok', say.ok(port), null, { port });
  const way = say.otherPort(spellWithPort(spellCommand(), process.platform, port));
  if (code !== 'EADDRINUSE') return find('port', 'fail', say.fail(port, code), way, { port, code });
  const holder = await findPortHolder(port, HOST);
  // Where nobody asks for a port, the tour finds a free one by itself.
  const advice = [wanted === null ? say.moves : way];
  if (holder?.owner === 'you') advice.push(say.owners.you(holder.pid));
  else if (holder) advice.push(say.owners[holder.owner]);
  const { pid = null, command = null } = holder ?? {};
  const details = { port, code, pid, command };
  const verdict = wanted === null ? 'note' : 'fail';
  return find('port', verdict, say.taken(port, holder), advice.join('\n'), details);
}

/** The most telling line of stderr. */
function pickError(lines: readonly string[]): string {
  return lines.find((line) => /Error|error/.test(line))?.trim() ?? lines.at(-1)?.trim() ?? '';
}

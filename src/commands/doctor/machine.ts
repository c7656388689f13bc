// What the machine must be able to do: run the right Node, run TypeScript, use loopback, and offer a port.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PREFERRED_PORT, readPort } from '../../play/run-address.ts';
import { before } from '../../stage/deadline.ts';
import { findPortHolder } from '../../stage/errors/port-holder.ts';
import { measureRoundTrip, tryListening } from '../../stage/loopback.ts';
import { isInRange } from '../../stage/node-version.ts';
import { openStage } from '../../stage/stage.ts';
import { spellCommand, spellWithPort } from '../../text/invocation.ts';
import type { Language } from '../../text/language.ts';
import type { Context } from '../context.ts';
import { type Finding, speak } from './finding.ts';

const HOST = '127.0.0.1';
/** How long a one-line program may take, in ms. */
const PROGRAM_MS = 15_000;

/** Whether the tour supports this version of Node.js. */
export async function probeNode({ language, packageRoot }: Context): Promise<Finding> {
  const say = speak(language).node;
  const { engines } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
  const version = process.versions.node;
  const isMet = isInRange(version, engines.node);
  return {
    id: 'node',
    verdict: isMet ? 'ok' : 'fail',
    text: isMet ? say.ok(version) : say.fail(version, engines.node),
    advice: isMet ? null : say.advice,
    version,
    wanted: engines.node,
  };
}

/** Whether a TypeScript program runs on a stage, and how long that takes; null where it can't be written anywhere. */
export async function probeTsx({ language }: Context): Promise<Finding | null> {
  const say = speak(language).tsx;
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
      return { id: 'tsx', verdict: 'ok', text: say.ok(ms), advice: null, ms };
    }
    const errors = stage.events.flatMap(({ kind, text = '' }) => (kind === 'stderr' ? text : []));
    const why =
      end === 'deadline' ? say.deadline(PROGRAM_MS / 1000) : pickError(errors) || say.silent;
    return { id: 'tsx', verdict: 'fail', text: say.fail(why), advice: say.advice, ms };
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
  const say = speak(language).loopback;
  try {
    const ms = Math.round((await measureRoundTrip()) * 1000) / 1000;
    return { id: 'loopback', verdict: 'ok', text: say.ok(ms), advice: null, ms };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { id: 'loopback', verdict: 'fail', text: say.fail(why), advice: say.advice, ms: null };
  }
}

/** Whether the lessons' port is free: the one in `PORT`, else the usual one. If not, which process holds it. */
export async function probePort(context: Context): Promise<Finding> {
  const { language, environment } = context;
  const say = speak(language).port;
  const wanted = readWanted(environment);
  if (wanted === 'none') {
    const text = say.notAPort(environment.PORT ?? '');
    return { id: 'port', verdict: 'fail', text, advice: say.unset };
  }
  if (wanted === 0) return { id: 'port', verdict: 'ok', text: say.any, advice: null, port: 0 };
  const port = wanted ?? PREFERRED_PORT;
  const code = await tryListening(port, HOST);
  if (code === null) return { id: 'port', verdict: 'ok', text: say.ok(port), advice: null, port };
  const way = say.otherPort(spellWithPort(spellCommand(), process.platform));
  if (code !== 'EADDRINUSE') {
    return { id: 'port', verdict: 'fail', text: say.fail(port, code), advice: way, port, code };
  }
  return describeTaken(port, wanted === null ? null : way, language);
}

/** A taken port; `way` says how to use another one, null where the tour finds one by itself. */
async function describeTaken(port: number, way: string | null, language: Language) {
  const say = speak(language).port;
  const holder = await findPortHolder(port, HOST);
  const advice = [way ?? say.moves];
  if (holder?.owner === 'you') advice.push(say.owners.you(holder.pid));
  else if (holder) advice.push(say.owners[holder.owner]);
  return {
    id: 'port',
    verdict: way === null ? ('note' as const) : ('fail' as const),
    text: say.taken(port, holder),
    advice: advice.join('\n'),
    port,
    code: 'EADDRINUSE',
    pid: holder?.pid ?? null,
    command: holder?.command ?? null,
  };
}

/** The port in `PORT`, null where it isn't set. */
function readWanted(environment: NodeJS.ProcessEnv): number | null | 'none' {
  try {
    return readPort(environment);
  } catch {
    return 'none';
  }
}

/** The most telling line of stderr. */
function pickError(lines: readonly string[]): string {
  return lines.find((line) => /Error|error/.test(line))?.trim() ?? lines.at(-1)?.trim() ?? '';
}

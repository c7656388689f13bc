// What a program did on a row of ports, and which mistake that shows.
import {
  type PortRow,
  type ProgramUnderCheck,
  readListening,
  readRefusals,
} from '../../src/check/kit.ts';

export const CLAIM = 'Server listening on ';
/** How many ports there are to try. */
export const PORTS = 4;
/** Who was refused so often tries for ever. */
const FOR_EVER = 40;

/** What goes wrong wherever ports are tried one after the other. */
export const ON_A_ROW = [
  'busy-crash',
  'heard-once',
  'text-port',
  'bound-to-all',
  'log-before-listening',
  'listeners-pile-up',
  'two-servers',
  'same-port',
  'wrong-port',
  'gives-up-early',
  'skips',
] as const;

/** A program that was started on a row of ports. */
export interface Scene {
  row: PortRow;
  program: ProgramUnderCheck;
}

/** The port that it should have: the one it has, where that was the first free one when it came. */
export function readWanted({ row, program }: Scene): number | undefined {
  const wasTaken = (port: number) =>
    row.taken.includes(port) || readRefusals(program).includes(port);
  return row.ports.find((port) => !wasTaken(port) && !row.visited.includes(port));
}

/** The ports that it found taken, whichever way it asked. */
export function readTried({ row, program }: Scene): number[] {
  return [...new Set([...readRefusals(program), ...row.visited])];
}

/** The lines that say that it listens. */
export function readClaims(program: ProgramUnderCheck): string[] {
  return program.lines('stdout').filter((line) => line.startsWith(CLAIM));
}

/** Whether it said that it listens when it listened nowhere. */
export function hasClaimedEarly({ records }: ProgramUnderCheck): boolean {
  const claimed = records.findIndex(({ text }) => text?.startsWith(CLAIM));
  if (claimed < 0) return false;
  return readListening({ records: records.slice(0, claimed) }).length === 0;
}

/** Its own lines on stderr; Node may warn of something there. */
export function readComplaints(program: ProgramUnderCheck): string[] {
  const isWarning = /^\(node:\d+\)|^\(Use `node --trace/;
  return program.lines('stderr').filter((line) => line !== '' && !isWarning.test(line));
}

export function hasStack(program: ProgramUnderCheck): boolean {
  return readComplaints(program).some((line) => /^\s+at |errno:/.test(line));
}

export function goesInCircles(program: ProgramUnderCheck): boolean {
  const refused = readRefusals(program);
  const isStuck = refused.length > 1 && new Set(refused).size === 1;
  return isStuck || refused.length > FOR_EVER;
}

/** Whether nobody listened for the error that ended it. */
function hasCrashed(program: ProgramUnderCheck): boolean {
  return (
    program.exit?.code !== 0 && program.lines('stderr').some((line) => /^Node\.js v/.test(line))
  );
}

export function countUnavailable({ records }: ProgramUnderCheck): number {
  return records.filter(({ kind, code }) => kind === 'error' && code === 'EADDRNOTAVAIL').length;
}

function hasListenedToAll({ records }: ProgramUnderCheck): boolean {
  return records.some(
    ({ kind, local = '' }) => kind === 'listening' && /^(\[::\]|0\.0\.0\.0):/.test(local),
  );
}

function readPorts(program: ProgramUnderCheck): number[] {
  return readListening(program).map((address) => Number(/\d+$/.exec(address)?.[0]));
}

/** Which mistake shows wherever a port was taken. */
function nameCommon(program: ProgramUnderCheck, row: PortRow) {
  const stderr = program.lines('stderr');
  const refused = readRefusals(program);
  if (stderr.some((line) => line.includes('ERR_SOCKET_BAD_PORT'))) return 'text-port';
  if (hasCrashed(program) && refused.length === 1) return 'busy-crash';
  if (stderr.some((line) => /Unhandled 'error' event/.test(line)) && refused.length > 1) {
    return 'heard-once';
  }
  if (hasListenedToAll(program)) return 'bound-to-all';
  if (hasClaimedEarly(program)) return 'log-before-listening';
  if (readClaims(program).length > 1 && readListening(program).length === 1) {
    return 'listeners-pile-up';
  }
  if (isStuckAtPort(program)) return 'same-port';
  if (readPorts(program).some((port) => !isNear(port, row))) return 'wrong-port';
  return null;
}

/** Whether it waits for a port that was refused. */
function isStuckAtPort(program: ProgramUnderCheck): boolean {
  const refused = readRefusals(program);
  if (refused.length === 0 || readListening(program).length > 0) return false;
  return goesInCircles(program) || program.exit === null;
}

/** Whether a port is one of the row, or just after it. */
function isNear(port: number, { ports }: PortRow): boolean {
  const [first = 0] = ports;
  return port >= first && port <= first + PORTS;
}

/** Which mistake keeps a program from the first free port. */
export function nameMistake(scenes: readonly Scene[]) {
  for (const { program, row } of scenes) {
    const common = nameCommon(program, row);
    if (common) return common;
  }
  const some = (test: (scene: Scene) => boolean) => scenes.some(test);
  if (some(({ program }) => readListening(program).length > 1)) return 'two-servers';
  if (some((scene) => hasTakenLast(scene))) return 'two-servers';
  if (some((scene) => hasSkipped(scene))) return 'skips';
  if (some(({ program }) => program.exit !== null && readRefusals(program).length > 0)) {
    return 'gives-up-early';
  }
  if (some((scene) => saysOther(scene))) return 'says-wrong-port';
  const isSilent = ({ program }: Scene) =>
    readListening(program).length === 1 && readClaims(program).length === 0;
  return some(isSilent) ? 'silent' : null;
}

/** Whether it was refused nowhere, and is on the last port: the one of a loop that didn't wait. */
function hasTakenLast({ program, row }: Scene): boolean {
  return row.taken.length === 0 && readPorts(program)[0] === row.ports.at(-1);
}

function hasSkipped({ program, row }: Scene): boolean {
  const [port] = readPorts(program);
  const wanted = readWanted({ program, row });
  return port !== undefined && wanted !== undefined && port > wanted;
}

function saysOther({ program }: Scene): boolean {
  const readPort = (text = '') => /\d+$/.exec(text)?.[0];
  const said = readPort(readClaims(program)[0]);
  const [address] = readListening(program);
  return said !== undefined && address !== undefined && said !== readPort(address);
}

/** Which mistake spoils the surrender. */
export function nameSurrender({ row, program }: Scene) {
  const common = nameCommon(program, row);
  if (common) return common;
  const tried = readTried({ row, program });
  // A loop that doesn't wait takes back each attempt with the next one.
  if (tried.length === 1 && tried[0] === row.ports.at(-1)) return 'two-servers';
  const reached = Math.max(...tried, ...readPorts(program));
  const missing = row.ports.filter((port) => !tried.includes(port));
  if (missing.some((port) => port < reached)) return 'skips';
  if (!row.ports.includes(reached)) return 'never-gives-up';
  if (program.exit === null) return null;
  const complaints = readComplaints(program);
  if (missing.length > 0) return 'gives-up-early';
  if (complaints.length === 0)
    return program.lines('stdout').length > 0 ? 'wrong-stream' : 'says-nothing';
  if (complaints.length > 1) return hasStack(program) ? 'stack' : 'many-lines';
  return program.exit.code === 1 ? null : 'exit-code';
}

/** Which mistake makes it blind for errors of another kind. */
export function nameBlindness(program: ProgramUnderCheck) {
  if (hasListenedToAll(program)) return 'bound-to-all';
  if (hasClaimedEarly(program)) return 'log-before-listening';
  if (countUnavailable(program) > 1) return 'any-error';
  if (program.exit === null) return null;
  const complaints = readComplaints(program);
  if (complaints.length === 0 && program.lines('stdout').length === 0) return 'swallows';
  if (!complaints.some((line) => line.includes('EADDRNOTAVAIL'))) return 'wrong-reason';
  return program.exit.code === 1 ? null : 'exit-code';
}

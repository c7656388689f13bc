// Mistakes that any server can make; they are named here, whatever a check made of its phases.
import { readPort } from '../stage/address.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import { readRefusals } from './port-row.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';

/** Their ids, for the `mistakes` of a check; their hints are in `lessons/hints.md`. */
export const COMMON = ['fixed-port', 'other-address', 'blocks'] as const;

/** Ports from here on are given to programs that ask for any. */
const EPHEMERAL = 32_768;
/** A program that goes on from the port that it was told, by one or by some, is not far from it. */
const NEXT = 1000;
/** Hosts that a peer on this machine reaches at 127.0.0.1. */
const REACHED = ['127.0.0.1', '0.0.0.0', '[::]'];

/** Thrown where a server listens somewhere else than it was told to. */
export class ListensElsewhere extends UnmetExpectation {}

/** Which of them it is that a check has come upon, or null. */
export function nameCommon(
  subjects: readonly ProgramUnderCheck[],
  hasStuck: boolean,
): (typeof COMMON)[number] | null {
  if (hasStuck) return 'blocks';
  if (subjects.some(findFixedPort)) return 'fixed-port';
  return subjects.some(isAtOtherAddress) ? 'other-address' : null;
}

/** The port that a program takes whatever it is told; undefined where there is none. */
function findFixedPort({ asked, records }: ProgramUnderCheck): number | undefined {
  if (asked === null) return undefined;
  const taken = records.map(({ kind, local = '' }) => kind === 'listening' && readPort(local));
  return [...readRefusals({ records }), ...taken.map(Number)].find(
    (port) => port > 0 && port < EPHEMERAL && (port < asked || port > asked + NEXT),
  );
}

/** Throws where a server that listens does so somewhere else than it was told to. */
export function demandPlace(subject: ProgramUnderCheck): void {
  const { asked, host, address, port } = subject;
  const fixed = findFixedPort(subject);
  if (fixed) throw elsewhere(`${host}:${asked}`, `${host}:${fixed}`);
  if (address === null || port === null) return;
  const isPort = !asked || port === asked;
  if (!isPort || isAtOtherAddress(subject)) throw elsewhere(`${host}:${asked || port}`, address);
}

function elsewhere(wanted: string, got: string): ListensElsewhere {
  return new ListensElsewhere(
    (say) => say.expectPlace(wanted),
    (say) => say.gotPlace(got),
  );
}

/** Whether it listens on one address of the machine, and not on the one that it was told. */
function isAtOtherAddress({ address, host }: ProgramUnderCheck): boolean {
  const at = /^(.*):\d+$/.exec(address ?? '')?.[1];
  // Only a plain address was told as a plain address; a name may mean several.
  return at !== undefined && host === '127.0.0.1' && !REACHED.includes(at);
}

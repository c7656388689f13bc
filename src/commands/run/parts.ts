// The parts that the programs of a run play: which of them are servers, who stands before whom, and who reads its port.
import { type ProgramOptions, readTitle } from '../../stage/launch.ts';
import { mentionsListen, mentionsPort, mentionsUpstream } from '../../stage/program-source.ts';
import { isServer } from '../../stage/run-state.ts';
import { misuse } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';

/** Programs, each with its part: the first is a server. */
export interface Parts {
  server: ProgramOptions;
  /** The servers after it, in order. */
  relays: ProgramOptions[];
  clients: ProgramOptions[];
  /** Whether the first server is to listen on the port of the run: what comes after it is told that one. */
  isPortRead: boolean;
}

/** A program before it has a part. */
type Unassigned = Omit<ProgramOptions, 'actor'>;

/**
 * Gives programs their parts, in the order in which they were named. What a file mentions says what it is told before it
 * starts; whether it listens, the tap tells.
 */
export function assignParts([first, ...others]: readonly [Unassigned, ...Unassigned[]]): Parts {
  const counts = { server: 1, client: 0 };
  const server: ProgramOptions = { ...first, actor: 'server' };
  let before = server;
  const all = others.map((given, index): ProgramOptions => {
    const isLast = index === others.length - 1;
    const part = isServing(given, first, isLast) ? 'server' : 'client';
    counts[part] += 1;
    const actor = counts[part] === 1 ? part : `${part}-${counts[part]}`;
    const program = { ...given, actor, upstream: before.actor };
    if (part === 'client') return program;
    const isUnsure = !given.isForeign && !mentionsUpstream(given.file);
    before = { ...program, isUnsure };
    return before;
  });
  const listFollowers = ({ actor }: ProgramOptions) =>
    all.filter(({ upstream }) => upstream === actor);
  /** Where what comes after it doesn't ask for a port, a server must have the one that it was written for. */
  const isRead = (each: ProgramOptions) => {
    const followers = listFollowers(each);
    return followers.every((follower) => asksForServer(follower, isServer(follower.actor)));
  };
  const relays = all
    .filter(({ actor }) => isServer(actor))
    .map((each) => ({
      ...each,
      hasOwnPort: each.isForeign || isRead(each),
    }));
  for (const relay of relays) {
    const isKnown = !relay.isForeign || mentionsPlace(relay, 'port');
    if (!isKnown && listFollowers(relay).length > 0) {
      throw misuse(runMessages, (say) => say.noPlace(readTitle(relay), false));
    }
  }
  const isPortRead = server.isForeign === true || (all.length > 0 && isRead(server));
  const clients = all.filter(({ actor }) => !isServer(actor));
  return { server, relays, clients, isPortRead };
}

/**
 * Whether a program that is not the first is taken for a server. The same file again is a client in its other role, where
 * it doesn't read where its server is.
 */
function isServing(program: Unassigned, first: Unassigned, isLast: boolean): boolean {
  const { file, isForeign } = program;
  if (isForeign) {
    return mentionsPlace(program, 'upstream') && (!isLast || mentionsPlace(program, 'port'));
  }
  if (mentionsUpstream(file)) return !isLast || mentionsListen(file);
  return !isLast && mentionsListen(file) && file !== first.file;
}

/** Whether a program asks for the port of the server before it. */
function asksForServer(program: ProgramOptions, isRelay: boolean): boolean {
  const { file, isForeign, variables } = program;
  if (isForeign) {
    return mentionsPlace(program, 'upstream') || (!isRelay && mentionsPlace(program, 'port'));
  }
  if (mentionsUpstream(file)) return variables?.UPSTREAM === undefined;
  return !isRelay && variables?.PORT === undefined && mentionsPort(file);
}

/** Whether a foreign program has a place for this in its arguments. */
export function mentionsPlace({ arguments: words = [] }: Unassigned, what: 'port' | 'upstream') {
  return words.some((word) => word.includes(`{${what}}`));
}

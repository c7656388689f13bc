// Lines and their answers, and which mistake it is that spoils them.
import type { Peer, Phase, ProgramUnderCheck, Tools } from '../../src/check/kit.ts';

/** What ends a conversation of which nothing more must come: its answer is the next thing heard. */
export const MARKER = 'OVER';

/** What Node says when a Buffer is taken for a text. */
const NO_TEXT =
  /\b(toUpperCase|split|trim|trimEnd|replace|replaceAll|match|matchAll|endsWith|startsWith|charAt) is not a function/;

/** What the server says to these lines. */
export function answer(...lines: string[]): string {
  return lines.map((line) => `You said "${line.toUpperCase()}"\n`).join('');
}

/** Writes the pieces, each read before the next, and expects the lines' answers and not a byte more. */
export async function converse(
  peer: Peer,
  pieces: readonly (string | Buffer)[],
  ...lines: string[]
) {
  await peer.writePieces(pieces);
  await peer.expect(answer(...lines));
  await expectNoMore(peer);
}

export async function expectNoMore(peer: Peer): Promise<void> {
  await peer.writePieces([`${MARKER}\n`]);
  await peer.expect(answer(MARKER));
}

/** Which mistake it is that answers `X`, `X` and `X\nY\n` piece by piece. */
export function namePiecemeal(got: string) {
  if (!got.startsWith(answer('X', 'X'))) return null;
  if (/You said "X\s*Y"\n$/.test(got)) return 'chunk-is-not-a-message';
  return got.startsWith(answer('X', 'X', 'X', 'Y')) ? 'no-remainder' : null;
}

/** Two plain lines, one after the other; which mistake spoils them, or `sane`. */
export async function nameInsane({ phase, connect, server }: Tools) {
  let visit: { program: ProgramUnderCheck; peer: Peer } | null = null;
  let isAnswered = false;
  const sane = await phase('sane', async () => {
    const program = await server();
    const peer = await connect();
    visit = { program, peer };
    await peer.writePieces(['hello\n']);
    await peer.expect(answer('hello'));
    isAnswered = true;
    await peer.writePieces(['and again\n']);
    await peer.expect(answer('and again'));
    await expectNoMore(peer);
  });
  if (sane.isOk) return 'sane';
  if (sane.printed(NO_TEXT)) return 'bytes-not-text';
  if (!visit) return null;
  if (isAnswered) return nameSecond(sane, visit);
  if (sane.hasCrashed) return null;
  if (sane.got.startsWith('You said "hello"')) return 'not-upper-case';
  if (/^You said "HELLO\n"/.test(sane.got)) return 'newline-kept';
  if (sane.got === 'You said "HELLO"') return 'no-newline';
  if (sane.got !== '') return null;

  const windows = await phase('windows', async () => {
    const other = await connect();
    await other.writePieces(['hello\r\n']);
    await other.expect(answer('hello'));
  });
  if (windows.isOk) return 'only-crlf';
  const ended = await phase('ended', async () => {
    const late = await connect();
    await late.writePieces(['hello\n']);
    late.end();
    await late.expect(answer('hello'));
  });
  return ended.isOk ? 'waits-for-end' : null;
}

/** Whether a client that comes second gets no answer while the first one is there. */
export async function isKeptWaiting({ phase, connect }: Tools): Promise<boolean> {
  const beside = await phase('beside', async () => {
    await connect();
    const second = await connect();
    await second.writePieces(['HELLO\n']);
    await second.expect(answer('HELLO'));
  });
  return !beside.isOk && !beside.exit && beside.got === '';
}

/** Which mistake it is that spoils the second line of a client. */
function nameSecond(
  { got, hasCrashed }: Phase,
  { program, peer }: { program: ProgramUnderCheck; peer: Peer },
) {
  // The client hasn't hung up: whatever ended here, the program ended it.
  const isOver = program.records.some(
    ({ kind, connection, by }) =>
      connection === peer.connection && (kind === 'destroy' || (kind === 'end' && by !== 'peer')),
  );
  if (isOver) return 'hangs-up';
  if (hasCrashed) return null;
  if (/^You said "HELLO/.test(got)) return 'answered-again';
  if (got.startsWith(answer(''))) return 'no-remainder';
  return got === '' ? 'only-first' : null;
}

/** Which mistake it is that spoils two conversations at once, where each alone went well. */
export function nameMixUp({ got, hasCrashed }: Phase, [first, second]: Peer[]) {
  if (hasCrashed || !first || !second) return null;
  if (second.pending.includes(answer('ONE')) || first.pending.includes(answer('THREE'))) {
    return 'shared-socket';
  }
  if (second.pending.includes(answer('TWO'))) return 'shared-socket';
  return got === '' ? 'one-at-a-time' : 'shared-buffer';
}

/** How long after the one before the last chunk was read, in ms, by the program's own clock. */
export function readGap({ records }: ProgramUnderCheck, { connection }: Peer): number {
  const reads = records.filter(
    (record) => record.kind === 'data' && record.connection === connection,
  );
  const [before, last] = reads.slice(-2);
  return before && last ? (last.t - before.t) / 1000 : 0;
}

/** Longer than an answer takes that waits for nothing, in ms. */
const LATE_MS = 50;

/** Whether it has answered, to anybody, some time after it had read what it answered. */
export function answersLate({ records }: ProgramUnderCheck): boolean {
  return records.some((write, index) => {
    if (write.kind !== 'write') return false;
    const read = records
      .slice(0, index)
      .findLast(({ kind, connection }) => kind === 'data' && connection === write.connection);
    return read !== undefined && (write.t - read.t) / 1000 > LATE_MS;
  });
}

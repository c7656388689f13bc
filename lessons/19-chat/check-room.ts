// The room of the check: members with and without a name, and what the tap saw of them.
import type { Peer, ProgramUnderCheck, TapRecord, Tools } from '../../src/check/kit.ts';

export const CHAT = { name: 'chat' };

/** What a reset looks like where no listener takes it. */
export const BROKEN = /ECONNRESET|EPIPE|ERR_STREAM_/;

/** What is expected where a connection has to be closed. */
export const CLOSED = {
  en: 'the connection is closed on your side too',
  zh: '你这边的连接也关闭了',
};

/** Two members who stay, and their server. */
export interface Room {
  program: ProgramUnderCheck;
  ann: Peer;
  bob: Peer;
}

/** The room as it was; a new one, with new members, where the server is another. */
export async function enterRoom(tools: Tools, room: Room | null): Promise<Room> {
  const program = await tools.server(CHAT);
  if (room?.program === program) return room;
  const ann = await name(tools, 'ann');
  const bob = await name(tools, 'bob');
  await ann.expect('* bob joined\n');
  return { program, ann, bob };
}

/** Somebody comes in and gives a name, which the program has read when this settles. */
export async function name({ connect }: Tools, own: string, isPaused = false): Promise<Peer> {
  const peer = await connect({ ...CHAT, isPaused });
  await peer.writePieces([`${own}\n`]);
  return peer;
}

/** A third one comes in, and the others hear of it. */
export async function join(tools: Tools, { ann, bob }: Room, own: string): Promise<Peer> {
  const peer = await name(tools, own);
  await ann.expect(`* ${own} joined\n`);
  await bob.expect(`* ${own} joined\n`);
  return peer;
}

/** Demands that ann has heard nothing more by now: what bob says is the next thing that she hears. */
export async function expectNoMore({ ann, bob }: Room, word: string): Promise<void> {
  await bob.writePieces([`${word}\n`]);
  await ann.expect(`bob: ${word}\n`);
}

/** What the tap saw of a member's connection. */
export function readRecords(
  { records }: ProgramUnderCheck,
  { connection }: Pick<Peer, 'connection'>,
): TapRecord[] {
  return records.filter((record) => record.connection === connection);
}

/** Whether the program has taken anything that a member wrote. */
export function isRead(program: ProgramUnderCheck, peer: Peer): boolean {
  return readRecords(program, peer).some(({ kind }) => kind === 'data');
}

/** Waits until the program's own socket is closed: before that, nobody need know that anyone is gone. */
export async function untilClosed(program: ProgramUnderCheck, peer: Peer): Promise<void> {
  await program.until(
    CLOSED,
    ({ kind, connection }) => kind === 'close' && connection === peer.connection,
  );
}

/** Makes sure that a reset came as one. */
export function assumeReset({ assume }: Tools, program: ProgramUnderCheck, peer: Peer): void {
  assume(
    readRecords(program, peer).some(({ kind, code }) => kind === 'error' && code === 'ECONNRESET'),
    { en: 'the reset did not reach the program', zh: '重置没有送到程序那里' },
  );
}

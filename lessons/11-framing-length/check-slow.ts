// A client that doesn't read while its frames come, and whether a refusal takes its answers away.
import { countRead, type Tools, untilBlocked } from '../../src/check/kit.ts';
import {
  answer,
  expectRefusal,
  frame,
  header,
  makeBody,
  readGot,
  startsWith,
} from './check-frames.ts';

/** More than a kernel holds for a client that doesn't read: the rest waits in the process. */
const FRAMES = 8;
const BODY = 1024 * 1024;
/** How long the client may take to read it all, in ms. */
const READ_MS = 15_000;

/** Sends good frames and then too great a length, reads nothing meanwhile, and expects all answers. */
export async function refuseSlowReader(tools: Tools): Promise<'waiting-lost' | null> {
  const body = makeBody(BODY);
  const answers = Buffer.concat(Array(FRAMES).fill(answer(body)));
  let isEnding = false;
  let written = 0;
  const slow = await tools.phase('slow reader', async () => {
    const program = await tools.server();
    const peer = await tools.connect({ isPaused: true });
    const frames = Buffer.concat([...Array(FRAMES).fill(frame(body)), header(0x7fffffff)]);
    const ours = () => program.records.filter(({ connection }) => connection === peer.connection);
    const isEnough = () => ours().reduce((sum, each) => sum + countRead(each), 0) >= frames.length;
    // Not waited for: who reads no faster than it is read from takes the rest later.
    void peer.write(frames);
    await untilBlocked(program, { isEnough });
    await program.isAwake();
    peer.resume();
    try {
      await peer.expect(answers, READ_MS);
    } finally {
      isEnding = ours().some(({ kind }) => kind === 'end');
      const writes = ours().filter(({ kind }) => kind === 'write');
      written = writes.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    }
    await expectRefusal(peer);
  });
  if (slow.isOk || slow.exit) return null;
  // Who hasn't answered all of them in its own time has lost none on the way.
  if (isEnding && written < answers.length) return null;
  const isCut = startsWith(answers, readGot(slow)) && readGot(slow).length < answers.length;
  // Who said end() sends what waits, and may give the client no more than a second to read it.
  tools.assume(!isCut || !isEnding, {
    en: 'the client did not read in the time that the program gave it',
    zh: '程序留了时间，但客户端没来得及读完',
  });
  return isCut ? 'waiting-lost' : null;
}

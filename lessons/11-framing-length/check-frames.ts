// Frames as bytes, what becomes of them, and which mistake that shows.
import {
  type Bilingual,
  describeBytes,
  type Peer,
  type Phase,
  type Tools,
  UnmetExpectation,
} from '../../src/check/kit.ts';

/** How long a question waits that only tells one mistake from another, in ms. */
export const PROBE_MS = 1500;
/** A text whose length takes two bytes. */
const LONGER = 'Most frames are longer than one byte can say. '.repeat(6).padEnd(300, '.');
/** The bytes of a header. */
const HEADER = 4;

type Bytes = string | Uint8Array;

/** A length as the four bytes of a header. */
export function header(length: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** A body with its header. */
export function frame(body: Bytes): Buffer {
  const bytes = Buffer.from(body as string);
  return Buffer.concat([header(bytes.length), bytes]);
}

/** What the server has to say to a body. */
export function answer(body: Bytes): Buffer {
  return frame(Buffer.from(body as string).reverse());
}

/** A frame whose header begins at the wrong end. */
function frameLittle(body: string): Buffer {
  return Buffer.concat([header(body.length).reverse(), Buffer.from(body)]);
}

/** A body that no shift or cut leaves the same. */
export function makeBody(length: number): Buffer {
  const body = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) body[index] = (index * 7) ^ (index >> 9);
  return body;
}

/** The bytes that came instead of the expected ones. */
export function readGot({ unmet }: Phase): Buffer {
  return unmet?.bytes ?? Buffer.alloc(0);
}

export function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.length >= start.length && bytes.subarray(0, start.length).equals(start);
}

/** Whether the program answered too early, or died of what was not there yet. */
export function isRash(phase: Phase): boolean {
  return !phase.isOk && (phase.hasCrashed || readGot(phase).length > 0);
}

/** What goes wrong before any frame is cut; both checks may come upon it. */
export const SIMPLE = [
  'endian',
  'unframed',
  'counts-header',
  'not-reversed',
  'one-per-connection',
  'one-at-a-time',
  'waits-for-end',
  'length-misread',
] as const;

type Simple = (typeof SIMPLE)[number];

/** Whether whole frames are answered, and which mistake spoils them. */
interface Asked {
  isOk: boolean;
  mistake: Simple | null;
}

/** Two whole frames, one after the other: who fails here has trouble with more than cuts. */
export async function askWhole(tools: Tools): Promise<Asked> {
  const { phase, connect } = tools;
  let isConnected = false;
  let isAnswered = false;
  const whole = await phase('whole', async () => {
    const peer = await connect();
    isConnected = true;
    await peer.write(frame('hello'));
    await peer.expect(answer('hello'));
    isAnswered = true;
    await peer.write(frame('again'));
    await peer.expect(answer('again'));
  });
  if (whole.isOk) return askMore(tools);
  if (isAnswered) return { isOk: false, mistake: 'one-per-connection' };
  const got = readGot(whole);
  if (got.length > 0) return { isOk: false, mistake: nameAnswer(got) };
  if (!isConnected || whole.hasCrashed) return { isOk: false, mistake: null };
  // Who waits for 83,886,080 bytes, or refuses so many, may have begun to read at the wrong end.
  const little = await phase('little-endian', async () => {
    const peer = await connect();
    await peer.write(frameLittle('hello'));
    await peer.expect(frameLittle('olleh'), PROBE_MS);
  });
  if (little.isOk || startsWith(readGot(little), header(5))) {
    return { isOk: false, mistake: 'endian' };
  }
  const ended = await phase('ended', async () => {
    const peer = await connect();
    await peer.write(frame('hello'));
    peer.end();
    await peer.expect(answer('hello'), PROBE_MS);
  });
  return { isOk: false, mistake: ended.isOk ? 'waits-for-end' : null };
}

/** Two clients at once, each with a whole frame, and a length that takes more than one byte. */
async function askMore({ phase, connect }: Tools): Promise<Asked> {
  let isServed = false;
  const pair = await phase('two at once, whole', async () => {
    const [first, second] = [await connect(), await connect()];
    // None has to wait until the one before has left.
    await second.write(frame('second'));
    await second.expect(answer('second'));
    isServed = true;
    await first.write(frame('first'));
    await first.expect(answer('first'));
  });
  if (!pair.isOk) {
    const isWaiting = !isServed && !pair.exit && readGot(pair).length === 0;
    return { isOk: false, mistake: isWaiting ? 'one-at-a-time' : null };
  }
  const longer = await phase('longer', async () => {
    const peer = await connect();
    await peer.writePieces([frame(LONGER)]);
    await peer.expect(answer(LONGER));
  });
  const got = readGot(longer);
  const isMisread = got.length > 0 && !startsWith(got, header(LONGER.length));
  // What else spoils it shows in another way, too.
  return isMisread ? { isOk: false, mistake: 'length-misread' } : { isOk: true, mistake: null };
}

/** Which mistake it is that spoils the answer to `hello`. */
function nameAnswer(got: Buffer): Simple | null {
  if (startsWith(got, frame('hello'))) return 'not-reversed';
  if (startsWith(got, header(5).reverse())) return 'endian';
  if (startsWith(got, Buffer.from('olle'))) return 'unframed';
  const isInclusive = [frame('h'), header(9), header(1)].some((start) => startsWith(got, start));
  return isInclusive || got.equals(Buffer.concat([header(5), Buffer.from('h')]))
    ? 'counts-header'
    : null;
}

/** Waits until the connection is closed, without another word. */
export async function expectRefusal(peer: Peer): Promise<void> {
  const bytes = await peer.expectClosing();
  if (bytes.length === 0) return;
  const expected: Bilingual = {
    en: 'the connection is closed, without an answer',
    zh: '连接被关闭，没有回复',
  };
  throw new UnmetExpectation(expected, describeBytes(bytes), bytes);
}

/** Sends a frame in pieces that end at these places, and expects the answer. */
export async function tear(
  { connect }: Tools,
  body: string,
  cuts: readonly number[],
): Promise<void> {
  const peer = await connect();
  const bytes = frame(body);
  const pieces = [0, ...cuts].map((cut, index) => bytes.subarray(cut, cuts[index]));
  await peer.writePieces(pieces);
  await peer.expect(answer(body));
}

/** Two clients whose frames come piece by piece, in turn. */
export async function interleave({ connect }: Tools): Promise<void> {
  const [first, second] = [await connect(), await connect()];
  const [one, two] = [frame('from one'), frame('and two')];
  await first.writePieces([one.subarray(0, 6)]);
  await second.writePieces([two.subarray(0, 3)]);
  await second.writePieces([two.subarray(3)]);
  await second.expect(answer('and two'));
  await first.writePieces([one.subarray(6)]);
  await first.expect(answer('from one'));
}

/** Which mistake it is that spoils a frame whose body was torn. */
export function nameTorn(phase: Phase) {
  if (!isRash(phase)) return 'no-remainder';
  const sort = (bytes: Uint8Array) => Buffer.from(bytes).sort().toString('latin1');
  const isComplete = sort(readGot(phase)) === sort(answer('abcdef'));
  return isComplete ? 'reversed-early' : 'body-assumed';
}

/** What becomes of a frame of so many bytes that is sent as a whole. */
export async function offer(
  { phase, connect }: Tools,
  length: number,
): Promise<'answered' | 'closed' | 'silent'> {
  let came: 'answered' | 'closed' | 'silent' = 'silent';
  await phase('offer', async () => {
    const peer = await connect();
    await peer.write(frame(makeBody(length)));
    try {
      await peer.expect(header(length), PROBE_MS);
      came = 'answered';
    } catch (error) {
      if (!(error instanceof UnmetExpectation)) throw error;
      if (peer.pending.length > 0) came = 'answered';
      else if (await isClosedBy(peer)) came = 'closed';
    }
  });
  return came;
}

/** Whether the program has closed this connection by now. */
async function isClosedBy(peer: Peer): Promise<boolean> {
  return peer.expectClosing(0).then(
    () => true,
    () => false,
  );
}

/** Whether two frames in one chunk get two answers. */
export async function answersTwo({ connect }: Tools): Promise<boolean> {
  const peer = await connect();
  await peer.write(Buffer.concat([frame('one'), frame('two')]));
  // Who fails this is only asked less.
  const answered = peer.expect(Buffer.concat([answer('one'), answer('two')]), PROBE_MS);
  return answered.then(
    () => true,
    () => false,
  );
}

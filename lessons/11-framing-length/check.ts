// What lesson 11 demands: every frame answered, wherever it is cut, and none of more than 1 MiB.
import { describeBytes } from '../../src/check/bytes.ts';
import { checks } from '../../src/check/checks.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Phase } from '../../src/check/phase.ts';
import { describeExit, type Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import { Unmet } from '../../src/check/unmet.ts';
import type { Bilingual } from '../../src/text/language.ts';

/** The largest body that has to be answered, in bytes. */
const LIMIT = 1024 * 1024;
/** How long a question waits that only tells one mistake from another, in ms. */
const PROBE_MS = 1500;
/** The bytes of a header. */
const HEADER = 4;

type Bytes = string | Uint8Array;

/** A length as the four bytes of a header. */
function header(length: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** A body with its header. */
function frame(body: Bytes): Buffer {
  const bytes = Buffer.from(body as string);
  return Buffer.concat([header(bytes.length), bytes]);
}

/** What the server has to say to a body. */
function answer(body: Bytes): Buffer {
  return frame(Buffer.from(body as string).reverse());
}

/** A frame whose header begins at the wrong end. */
function frameLittle(body: string): Buffer {
  return Buffer.concat([header(body.length).reverse(), Buffer.from(body)]);
}

/** A body that no shift or cut leaves the same. */
function makeBody(length: number): Buffer {
  const body = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) body[index] = (index * 7) ^ (index >> 9);
  return body;
}

/** The bytes that came instead of the expected ones. */
function readGot({ unmet }: Phase): Buffer {
  return unmet?.bytes ?? Buffer.alloc(0);
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.length >= start.length && bytes.subarray(0, start.length).equals(start);
}

/** Whether the program answered too early, or died of what was not there yet. */
function isRash(phase: Phase): boolean {
  return !phase.isOk && (phase.hasCrashed || readGot(phase).length > 0);
}

type Simple = 'endian' | 'unframed' | 'counts-header' | 'one-per-connection' | 'waits-for-end';

/** Two whole frames, one after the other: who fails here has trouble with more than cuts. */
async function askWhole({
  phase,
  connect,
}: Tools): Promise<{ isOk: boolean; mistake: Simple | null }> {
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
  if (whole.isOk) return { isOk: true, mistake: null };
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

/** Which mistake it is that spoils the answer to `hello`. */
function nameAnswer(got: Buffer): Simple | null {
  if (startsWith(got, header(5).reverse())) return 'endian';
  if (startsWith(got, Buffer.from('olle'))) return 'unframed';
  const isInclusive = [frame('h'), header(9), header(1)].some((start) => startsWith(got, start));
  return isInclusive || got.equals(Buffer.concat([header(5), Buffer.from('h')]))
    ? 'counts-header'
    : null;
}

const SHARED_HINTS: Bilingual[] = [
  {
    en: 'Two clients were there, and what came from one got into the frame of the other. How many buffers does your program have?',
    zh: '两个客户端，一个发来的字节混进了另一个的帧里。你的程序有几个缓冲区？',
  },
  {
    en: 'A variable outside the connection callback exists once, for everybody who ever connects. Each connection has its own stream of bytes, and needs its own remainder.',
    zh: '连接回调外面的变量只有一个，先后来的客户端全都共用。每个连接有自己的字节流，没处理完的字节也得各存各的。',
  },
  {
    en: 'Move `let rest = Buffer.alloc(0);` (and whatever else remembers how far you are) into the callback of `createServer`.',
    zh: '把 `let rest = Buffer.alloc(0);`（以及其他记录读到哪里的变量）挪进 `createServer` 的回调里。',
  },
];

const OFF_BY_ONE_HINTS: Bilingual[] = [
  {
    en: 'Your limit is a hair away from the one that was asked for. What becomes of a frame of exactly 1,048,576 bytes, and what of one byte more?',
    zh: '你的上限和要求的只差一点点。正好 1,048,576 字节的帧会怎样？再多一个字节呢？',
  },
  {
    en: '1 MiB is allowed, more is not: `length > 1024 * 1024` is too large. The four bytes of the header don’t count.',
    zh: '1 MiB 可以，超过才不行：`length > 1024 * 1024` 才算太大。帧头的四个字节不算在内。',
  },
];

const WRONG_LIMIT_HINTS: Bilingual[] = [
  {
    en: 'There is a limit in your program, but it is not 1 MiB. What exactly do you compare, and with what?',
    zh: '你的程序里有上限，但不是 1 MiB。你拿什么和什么比？',
  },
  {
    en: '1 MiB is 1024 × 1024 = 1,048,576 bytes (a million is less). And it is a limit for the announced length: neither the header counts, nor whatever else waits in the buffer.',
    zh: '1 MiB 是 1024 × 1024 = 1,048,576 字节（比一百万多）。这是对声明的长度的上限：帧头不算，缓冲区里等着的其他字节也不算。',
  },
];

const EMPTY_HINTS: Bilingual[] = [
  {
    en: 'A header without a body behind it (yet) was not looked at. How many bytes is a frame of length 0?',
    zh: '只来了帧头，后面（还）没有帧体，你的程序就没去看它。长度为 0 的帧一共几个字节？',
  },
  {
    en: 'Four: it is all header, and complete as soon as the header is there. Look for `> 4` where `>= 4` is meant, and for an `if (length)` that takes 0 for “not known yet”.',
    zh: '四个：只有帧头，帧头一到就齐了。找找该写 `>= 4` 却写成 `> 4` 的地方，还有把 0 当成“还不知道”的 `if (length)`。',
  },
];

const SIMPLE_HINTS = {
  endian: [
    {
      en: 'The frame said `00 00 00 05`. Is that 5, or 83,886,080? Your program and the client don’t agree.',
      zh: '帧头写的是 `00 00 00 05`。这是 5，还是 83,886,080？你的程序和客户端看法不一。',
    },
    {
      en: 'Big-endian means that the big end comes first. Look for `LE` in the names of the methods you call, for reading and for writing. (A `Uint32Array` or a `DataView` told to be little-endian does the same.)',
      zh: '大端的意思是高位在前。看看你调用的方法，名字里有没有 `LE`，读和写都要看。（`Uint32Array`，或者指定了小端的 `DataView`，也是一样。）',
    },
    {
      en: '`readUInt32BE` and `writeUInt32BE`, on both ways.',
      zh: '一来一回都用 BE：`readUInt32BE` 和 `writeUInt32BE`。',
    },
  ],
  unframed: [
    {
      en: 'The bytes of the body came back, but not as a frame. What has to stand before them?',
      zh: '帧体的字节是回来了，可是没有成帧。它们前面应该有什么？',
    },
    {
      en: 'The answer is a frame, too: its own length in four bytes, then the body. Only the body is reversed, not the header: `socket.write(frame(body.reverse()))`.',
      zh: '回复也是一帧：先是四个字节的长度，再是帧体。要倒过来的只有帧体，帧头不倒：`socket.write(frame(body.reverse()))`。',
    },
  ],
  'counts-header': [
    {
      en: 'The client announced 5 and sent 5 bytes behind the header. Which number did you compute with: 5, 9 or 1?',
      zh: '客户端声明了 5，帧头后面就跟着 5 个字节。你拿去算的是几：5、9，还是 1？',
    },
    {
      en: 'Here the length is that of the body alone. (There are protocols that count the header in; this is none of them.) The body goes from 4 to `4 + length`.',
      zh: '这里的长度只算帧体。（有的协议把帧头也算进去，这里不算。）帧体从 4 到 `4 + length`。',
    },
  ],
  'one-per-connection': [
    {
      en: 'The first frame of a connection was answered, the second was not. What did your program stop doing in between?',
      zh: '一个连接上的第一帧得到了回复，第二帧没有。这中间，你的程序不再做什么了？',
    },
    {
      en: '`once` hears once, and `end()` after an answer ends the conversation. A connection may carry any number of frames, and it is the client who leaves.',
      zh: '`once` 只听一次；回复之后 `end()`，对话就结束了。一个连接可以有任意多帧，什么时候走由客户端决定。',
    },
  ],
  'waits-for-end': [
    {
      en: 'The frame was answered when the client had hung up, and not before. What are you waiting for?',
      zh: '客户端挂断之后，你才回复了这一帧。之前你在等什么？',
    },
    {
      en: 'In lesson 4 the end of the connection was the end of the message. Here a frame tells its own end: answer in `data`, as soon as `4 + length` bytes are there.',
      zh: '第 4 课里，连接结束就是消息结束。这里每一帧自己说明到哪里为止：在 `data` 里，`4 + length` 个字节一到齐就回复。',
    },
  ],
} satisfies Record<Simple, Bilingual[]>;

export default checks('11-framing-length', {
  frames: {
    title: {
      en: 'Answers every frame, wherever the bytes are cut',
      zh: '不管字节在哪里断开，每一帧都给出回复',
    },
    async run(tools) {
      const { phase, connect } = tools;
      const simple = await askWhole(tools);
      if (!simple.isOk) return simple.mistake;

      const binary = await phase('binary', async () => {
        const peer = await connect();
        const body = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
        await peer.write(frame(body));
        await peer.expect(answer(body));
      });
      if (!binary.isOk) return 'binary';

      const empty = await phase('empty', async () => {
        const peer = await connect();
        await peer.write(frame(''));
        await peer.expect(answer(''));
        await peer.write(frame('next'));
        await peer.expect(answer('next'));
      });
      if (!empty.isOk) return 'empty';

      const headerTorn = await phase('header torn', () => tear(tools, 'stone', [2]));
      if (!headerTorn.isOk) return isRash(headerTorn) ? 'header-assumed' : 'no-remainder';

      const bodyTorn = await phase('body torn', () => tear(tools, 'abcdef', [4, 6]));
      if (!bodyTorn.isOk) return nameTorn(bodyTorn);

      const bytewise = await phase('byte by byte', async () => {
        const peer = await connect();
        await peer.writeBytewise(frame('bytes'));
        await peer.expect(answer('bytes'));
      });
      if (!bytewise.isOk) return isRash(bytewise) ? 'header-assumed' : 'no-remainder';

      const three = await phase('three at once', async () => {
        const peer = await connect();
        await peer.writePieces([Buffer.concat(['one', 'two', 'three'].map(frame))]);
        // Who skipped some of them shows it by answering this one too early.
        await peer.write(frame('four'));
        await peer.expect(Buffer.concat(['one', 'two', 'three', 'four'].map(answer)));
      });
      const half = await phase('one and a half', async () => {
        const peer = await connect();
        const words = ['first', 'second', 'third'];
        const all = Buffer.concat(words.map(frame));
        // Cut within the body of the second, and within the header of the third.
        await peer.writePieces([all.subarray(0, 14), all.subarray(14, 21), all.subarray(21)]);
        await peer.expect(Buffer.concat(words.map(answer)));
      });
      if (!half.isOk) return half.hasCrashed ? 'header-assumed' : 'rest-dropped';
      if (!three.isOk) return startsWith(readGot(three), answer('one')) ? 'one-per-chunk' : null;

      const interleaved = await phase('two at once', () => interleave(tools));
      if (!interleaved.isOk) return 'shared-buffer';

      const large = await phase('largest', async () => {
        const peer = await connect();
        const body = makeBody(LIMIT);
        await peer.write(frame(body));
        await peer.expect(answer(body));
      });
      if (large.isOk) return null;
      const isRefused = !large.hasCrashed && (await offer(tools, LIMIT)) === 'closed';
      if (!isRefused) return null;
      return (await offer(tools, LIMIT - 1)) === 'answered' ? 'limit-off-by-one' : 'wrong-limit';
    },
    hints: {
      ...SIMPLE_HINTS,
      binary: [
        {
          en: 'Text comes back well. The body `ff 00 c3 28` does not. Where do its bytes become characters?',
          zh: '文字来回都没问题，而 `ff 00 c3 28` 这几个字节就走样了。它们在哪里变成了字符？',
        },
        {
          en: 'These four bytes are no UTF-8. Whatever makes text of them (`toString()`, `setEncoding`, `+=`) puts a replacement character of three bytes, `ef bf bd`, where it could not decode. Never decode what you only pass on.',
          zh: '这四个字节不是合法的 UTF-8。凡是把它变成文字的地方（`toString()`、`setEncoding`、`+=`），解不出来就塞进一个三字节的替换字符 `ef bf bd`。只是转手的东西，别去解码。',
        },
        {
          en: 'A Buffer can be reversed as it is: `body.reverse()`. And `Buffer.concat([rest, chunk])` joins without decoding.',
          zh: 'Buffer 本身就能倒过来：`body.reverse()`。拼接用 `Buffer.concat([rest, chunk])`，也不用解码。',
        },
      ],
      empty: EMPTY_HINTS,
      'header-assumed': [
        {
          en: 'A header came in two chunks, and your program read a length when not all of it was there. What does it know about the chunk when it calls `readUInt32BE`?',
          zh: '帧头分成两块到达，四个字节还没凑齐，你的程序就去读长度了。调用 `readUInt32BE` 的时候，它对手里的字节数知道些什么？',
        },
        {
          en: 'Four bytes are needed before a length can be read. Keep what has come, per connection, and look at how many bytes you have: `if (rest.length < 4) return;`.',
          zh: '要读长度，得先有四个字节。每个连接把收到的先存着，再看够不够：`if (rest.length < 4) return;`。',
        },
        {
          en: 'In `data`: `rest = Buffer.concat([rest, chunk]);`, and read from `rest` instead of `chunk`, in a loop `while (rest.length >= 4)`.',
          zh: '在 `data` 里先写 `rest = Buffer.concat([rest, chunk]);`，然后从 `rest` 而不是 `chunk` 里读，外面套上 `while (rest.length >= 4)`。',
        },
      ],
      'no-remainder': [
        {
          en: 'A frame came in pieces, and no answer came at all. What became of the piece that was too short to be of use?',
          zh: '一帧分几段到达，结果什么回复都没有。前面那段太短、派不上用场的字节，到哪儿去了？',
        },
        {
          en: 'Whatever `data` brings, it brings once. A `return` because there is too little must leave the bytes somewhere, and the next chunk has to be put *behind* all of them, not in their place.',
          zh: '`data` 送来的东西只送一次。因为不够就 `return` 可以，但这些字节得留着；下一块来了，要接在它们*后面*，而不是把它们顶掉。',
        },
        {
          en: '`let rest = Buffer.alloc(0);` in the connection callback, and as the first line of `data`: `rest = Buffer.concat([rest, chunk]);`.',
          zh: '在连接回调里写 `let rest = Buffer.alloc(0);`，`data` 里第一行写 `rest = Buffer.concat([rest, chunk]);`。',
        },
      ],
      'body-assumed': [
        {
          en: 'The header was complete, the body was not, and your program answered all the same. Whom did it ask whether all of it was there?',
          zh: '帧头齐了，帧体还没齐，你的程序就回复了。它问过“齐了没有”吗？',
        },
        {
          en: '`subarray(4, 4 + length)` does not complain when there is less: it gives you what there is. Compare before you cut.',
          zh: '不够长的时候，`subarray(4, 4 + length)` 并不报错，有多少就给多少。切之前先比一比。',
        },
        {
          en: '`if (rest.length < 4 + length) return;`, between reading the length and cutting the body.',
          zh: '在读出长度之后、切出帧体之前加一句：`if (rest.length < 4 + length) return;`。',
        },
      ],
      'reversed-early': [
        {
          en: 'All bytes came back, in an order that is neither the old one nor its reverse. How many times were the first ones turned round?',
          zh: '字节一个不少，顺序却既不是原来的，也不是倒过来的。前面那几个被倒了几次？',
        },
        {
          en: '`reverse()` works in place, and `subarray` is no copy: it turns round the bytes in your own buffer, even when you then decide to wait for more.',
          zh: '`reverse()` 是就地倒转，而 `subarray` 并不复制：倒的就是你缓冲区里的字节，哪怕你随后决定再等等。',
        },
        {
          en: 'First make sure that the body is complete, then reverse it. Or reverse a copy: `Buffer.from(body).reverse()`.',
          zh: '先确认帧体齐了，再倒。或者倒一份副本：`Buffer.from(body).reverse()`。',
        },
      ],
      'one-per-chunk': [
        {
          en: 'Three frames came in one chunk, and one was answered. Your `if` found one frame; how many were there?',
          zh: '一个数据块里有三帧，只回复了一帧。你的 `if` 找到一帧就走了，里面其实有几帧？',
        },
        {
          en: 'The other two lie in your buffer, and nobody looks there until the next chunk comes. It may never come.',
          zh: '另外两帧还躺在缓冲区里，下一块来之前没有人去看。下一块也许永远不来。',
        },
        {
          en: '`while` instead of `if`: go on as long as there is a whole frame in `rest`.',
          zh: '把 `if` 换成 `while`：只要 `rest` 里还有完整的一帧，就接着处理。',
        },
      ],
      'rest-dropped': [
        {
          en: 'A chunk held one frame and the beginning of the next. The first was answered, the second never. What is left of your buffer after an answer?',
          zh: '一个数据块里有完整的一帧和下一帧的开头。第一帧回复了，第二帧始终没有。回复之后，你的缓冲区里还剩什么？',
        },
        {
          en: 'Emptying the buffer after a frame throws away what came behind it. Cut off only what the frame took up.',
          zh: '处理完一帧就清空缓冲区，会把跟在后面的一起扔掉。只切掉这一帧占的那些。',
        },
        {
          en: '`rest = rest.subarray(4 + length);`',
          zh: '`rest = rest.subarray(4 + length);`',
        },
      ],
      'shared-buffer': SHARED_HINTS,
      'limit-off-by-one': OFF_BY_ONE_HINTS,
      'wrong-limit': WRONG_LIMIT_HINTS,
    },
  },

  limit: {
    title: {
      en: 'Closes on a frame of more than 1 MiB, and goes on serving the others',
      zh: '遇到超过 1 MiB 的帧就关闭连接，并继续为别人服务',
    },
    async run(tools) {
      const { phase, server, connect } = tools;
      const simple = await askWhole(tools);
      if (!simple.isOk) return simple.mistake;

      const stranger = await refuse(tools, 'stranger', 0x7fffffff);
      if (!stranger.outcome.isOk) return nameOpen(tools, stranger.outcome, stranger.step);

      const over = await refuse(tools, 'one too many', LIMIT + 1);
      if (!over.outcome.isOk) {
        const offered = over.step === 'open' ? await offer(tools, LIMIT + 1) : 'silent';
        if (offered === 'closed') return 'limit-too-late';
        if (offered === 'silent') return null;
        return (await offer(tools, LIMIT + 2)) === 'closed' ? 'limit-off-by-one' : 'wrong-limit';
      }

      const ones = await refuse(tools, 'all ones', 0xffffffff);
      if (!ones.outcome.isOk) return 'signed';

      // Several frames in a chunk are another check's business.
      if (await answersTwo(tools)) {
        let isAnswered = false;
        const good = await phase('good, then bad', async () => {
          const program = await server();
          const peer = await connect();
          await peer.write(Buffer.concat([frame('good'), header(0x7fffffff)]));
          await peer.expect(answer('good'));
          isAnswered = true;
          await expectRefusal(peer);
          peer.end();
          await converse(await reach(tools, program));
        });
        if (!good.isOk) return isAnswered || good.hasCrashed ? null : 'good-frame-lost';
      }

      const deaf = await phase('goes on talking', async () => {
        const program = await server();
        const peer = await connect();
        await peer.write(header(0x7fffffff));
        await expectRefusal(peer);
        await peer.write(frame('more'));
        await converse(await reach(tools, program));
        peer.end();
      });
      return !deaf.isOk && deaf.hasCrashed ? 'answers-after-closing' : null;
    },
    hints: {
      ...SIMPLE_HINTS,
      'no-limit': [
        {
          en: 'Somebody announced 2 GiB in four bytes, `7f ff ff ff`, and the connection is still open. Where does your server ask whether a length is reasonable?',
          zh: '有人用四个字节 `7f ff ff ff` 声称要发 2 GiB，连接却还开着。你的服务端在哪里问过这个长度合不合理？',
        },
        {
          en: 'A length is a claim, and the one who makes it is a stranger. Compare it with a limit as soon as the four bytes are read, before you allocate or wait for anything.',
          zh: '长度只是一句声明，说这话的是陌生人。四个字节一读出来就和上限比，然后再谈分配和等待。',
        },
        {
          en: 'Right after `readUInt32BE`: `if (length > 1024 * 1024) { socket.destroySoon(); return; }`.',
          zh: '紧跟在 `readUInt32BE` 后面：`if (length > 1024 * 1024) { socket.destroySoon(); return; }`。',
        },
      ],
      'stays-open': [
        {
          en: 'Your server noticed that the frame was too large: it did not answer it. Who told the client?',
          zh: '你的服务端看出这一帧太大，没有回复。可是谁告诉客户端了？',
        },
        {
          en: 'Ignoring is not refusing. The connection is still open, so the other side waits for an answer, and you hold a socket for it. After this header, nothing that comes can be understood: close.',
          zh: '不理睬不等于拒绝。连接还开着，对端在等回复，你也替它占着一个套接字。这个帧头之后，来什么都没法理解了：关掉它。',
        },
        {
          en: 'Before the `return`: `socket.destroySoon();` (or `end()`, or `destroy()`).',
          zh: '在 `return` 之前写 `socket.destroySoon();`（`end()` 或 `destroy()` 也行）。',
        },
      ],
      empty: EMPTY_HINTS,
      'limit-too-late': [
        {
          en: 'You do refuse a frame that is too large, but only when all of it has come. When could you have known?',
          zh: '太大的帧你是拒绝了，可是要等它全部到齐。其实什么时候就能知道？',
        },
        {
          en: 'The header says it before the first byte of the body. Compare the length that was announced, not the number of bytes that are here; and do it before the line that waits for the rest.',
          zh: '帧体的第一个字节还没来，帧头就已经说了。要比的是声明的长度，不是手里的字节数；而且要放在“不够就等”那一行之前。',
        },
      ],
      signed: [
        {
          en: '`7f ff ff ff` is refused, `ff ff ff ff` is not. As what number does your program read the second one?',
          zh: '`7f ff ff ff` 拒绝了，`ff ff ff ff` 却没有。后者在你的程序里读出来是几？',
        },
        {
          en: 'Read with a sign, it is -1, and -1 is under every limit. `readInt32BE` has a sign, and so has everything that comes out of `<<` and `|`.',
          zh: '带符号读，它是 -1，而 -1 小于任何上限。`readInt32BE` 带符号，`<<` 和 `|` 算出来的也都带符号。',
        },
        {
          en: '`readUInt32BE`, with the U. (After `<<` and `|`, `>>> 0` takes the sign away.)',
          zh: '用带 U 的 `readUInt32BE`。（用 `<<` 和 `|` 的话，末尾加上 `>>> 0` 去掉符号。）',
        },
      ],
      'limit-off-by-one': OFF_BY_ONE_HINTS,
      'wrong-limit': WRONG_LIMIT_HINTS,
      'shared-buffer': SHARED_HINTS,
      'server-dies': [
        {
          en: 'One client announced too much, and after that there was no server for anybody. What did your program close: a connection, or itself?',
          zh: '一个客户端声称得太多，从此谁也没有服务端可用了。你的程序关掉的是一个连接，还是它自己？',
        },
        {
          en: 'A `throw` in a listener goes past every connection and ends the process. `server.close()` stops the listening for all. Only this one socket is to go.',
          zh: '监听函数里 `throw` 出去的异常没有哪个连接接得住，整个进程就此结束。`server.close()` 则是对所有人停止监听。要关的只是这一个套接字。',
        },
        {
          en: 'Instead: `socket.destroySoon(); return;`.',
          zh: '换成：`socket.destroySoon(); return;`。',
        },
      ],
      'good-frame-lost': [
        {
          en: 'One chunk brought a good frame, and behind it a header that is too large. The good frame was not answered. Was anything wrong with it?',
          zh: '一个数据块里先是一个好帧，后面跟着一个太大的帧头。好帧没有得到回复。它做错什么了吗？',
        },
        {
          en: 'Go through the buffer in order, and answer each frame when you find it. If you collect the frames first and answer later, a refusal in the middle must not skip the answering.',
          zh: '按顺序处理缓冲区，找到一帧就回复一帧。要是先收集、后回复，那么中途拒绝的时候，不能把前面的回复也跳过去。',
        },
        {
          en: '`destroy()` throws away what is still to be sent. `socket.destroySoon()` first sends what has been written.',
          zh: '`destroy()` 会丢掉还没发出去的。`socket.destroySoon()` 会先把写好的发完。',
        },
      ],
      'answers-after-closing': [
        {
          en: 'You ended the connection, and the client went on talking, as it may: `end()` closes your direction only. What did your `data` listener do with what came then?',
          zh: '你结束了连接，客户端却还在说，这是允许的：`end()` 只关你这一个方向。之后来的东西，你的 `data` 监听函数拿去做了什么？',
        },
        {
          en: 'It wrote an answer after `end()`, which is an error, and nobody listened for that: the process ended. Remember that you refused, or stop reading, or close both directions: `socket.destroySoon()`.',
          zh: '它在 `end()` 之后又写了回复，这是个错误，没有人在听，进程就没了。记住已经拒绝过，或者不再读，或者两个方向都关：`socket.destroySoon()`。',
        },
      ],
    },
  },
});

/** Sends a frame in pieces that end at these places, and expects the answer. */
async function tear({ connect }: Tools, body: string, cuts: readonly number[]): Promise<void> {
  const peer = await connect();
  const bytes = frame(body);
  const pieces = [0, ...cuts].map((cut, index) => bytes.subarray(cut, cuts[index]));
  await peer.writePieces(pieces);
  await peer.expect(answer(body));
}

/** Two clients whose frames come piece by piece, in turn. */
async function interleave({ connect }: Tools): Promise<void> {
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
function nameTorn(phase: Phase) {
  if (!isRash(phase)) return 'no-remainder';
  const sort = (bytes: Uint8Array) => Buffer.from(bytes).sort().toString('latin1');
  const isComplete = sort(readGot(phase)) === sort(answer('abcdef'));
  return isComplete ? 'reversed-early' : 'body-assumed';
}

/** What becomes of a frame of so many bytes that is sent as a whole. */
async function offer(
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
      if (!(error instanceof Unmet)) throw error;
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

/** Waits until the connection is closed, without another word. */
async function expectRefusal(peer: Peer): Promise<void> {
  const bytes = await peer.expectClosing();
  if (bytes.length === 0) return;
  const expected: Bilingual = {
    en: 'the connection is closed, without an answer',
    zh: '连接被关闭，没有回复',
  };
  throw new Unmet(expected, describeBytes(bytes), bytes);
}

/** Another client of the same process, which must still be there to take it. */
async function reach({ connect, server, demand }: Tools, program: Subject): Promise<Peer> {
  const lives = async (isAlive: boolean) => {
    if (isAlive) return;
    const expected = { en: 'the server lives on', zh: '服务端继续运行' };
    demand(false, expected, describeExit(await program.untilExit()));
  };
  // A program that ends over a client may take a moment to be gone.
  await lives(program.exit === null && (await program.isAwake()));
  const other = await connect();
  // Where one has ended, a new one is started unasked.
  await lives((await server()) === program);
  return other;
}

/** Two frames for a client whom nobody has offended. */
async function converse(peer: Peer): Promise<void> {
  for (const word of ['still', 'there']) {
    await peer.write(frame(word));
    await peer.expect(answer(word));
  }
  peer.end();
}

/** How far a refusal came: nothing was closed; it was; the next client was connected; and served. */
type Step = 'open' | 'closed' | 'reached' | 'served';

/** Announces too much, expects the connection to be closed, and the next client to be served. */
async function refuse(tools: Tools, id: string, length: number) {
  const { phase, server, connect } = tools;
  let step: Step = 'open';
  const outcome = await phase(id, async () => {
    const program = await server();
    const peer = await connect();
    await peer.write(header(length));
    await expectRefusal(peer);
    step = 'closed';
    peer.end();
    const other = await reach(tools, program);
    step = 'reached';
    await converse(other);
    step = 'served';
  });
  // TypeScript doesn't see that the phase assigns it.
  return { outcome, step: step as Step };
}

/** Which mistake it is that spoils the first refusal. */
async function nameOpen(tools: Tools, outcome: Phase, step: Step) {
  if (outcome.printed(/allocation failed|out of memory/)) return 'no-limit';
  if (step === 'reached' && !outcome.hasCrashed) return 'shared-buffer';
  if (step !== 'open') return 'server-dies';
  if (outcome.hasCrashed) return null;
  const offered = await offer(tools, LIMIT + 1);
  if (offered === 'answered') return 'no-limit';
  if (offered === 'silent') return 'stays-open';
  return (await isRefusedLater(tools)) ? 'empty' : 'limit-too-late';
}

/** Whether the first byte of a body is what it takes to have a header looked at. */
async function isRefusedLater({ connect }: Tools): Promise<boolean> {
  const peer = await connect();
  await peer.write(Buffer.concat([header(0x7fffffff), Buffer.of(0)]));
  return peer.expectClosing(PROBE_MS).then(
    () => true,
    () => false,
  );
}

/** Whether two frames in one chunk get two answers. */
async function answersTwo({ connect }: Tools): Promise<boolean> {
  const peer = await connect();
  await peer.write(Buffer.concat([frame('one'), frame('two')]));
  // Who fails this is only asked less.
  const answered = peer.expect(Buffer.concat([answer('one'), answer('two')]), PROBE_MS);
  return answered.then(
    () => true,
    () => false,
  );
}

// What lesson 10 demands: a hexdump of the bytes that came, however they were cut and whatever they mean.
import {
  type Bilingual,
  checks,
  describeBytes,
  type Peer,
  type Tools,
  toBytes,
} from '../../src/check/kit.ts';
import { type Dump, formatDump, MISTAKES, nameFirst, readRest, WIDTH } from './check-dump.ts';

const GREETING = 'I am Chuck Norris!';
/** Sixteen bytes of a greeting. */
const LINE = GREETING.slice(0, WIDTH);
/** Characters of one, two, three and four bytes; 48 bytes in all. */
const LETTERS = 'né 你好, 世界! Ça va? 😀 15 €, Łódź';
/** Every byte there is, once. */
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
/** The bytes of U+FFFD, which a decoder puts where it can't go on. */
const REPLACEMENT = 'ef bf bd';
/** What a strict decoder throws instead. */
const UNDECODABLE = /encoded data was not valid|ERR_ENCODING_INVALID/;

/** A stimulus: what a peer sends over a connection of its own, and how the dump is to come. */
interface Stimulus {
  id: string;
  pieces: readonly (string | Uint8Array)[];
  /** Whether the lines have to come before the peer hangs up. */
  isPrompt?: boolean;
  /** Whether nothing may follow them but the end of the connection. */
  isToEnd?: boolean;
}

function openDump(id: string, pieces: Stimulus['pieces'], foreign: Buffer | null): Dump {
  return {
    id,
    pieces: pieces.map(toBytes),
    text: '',
    hasEnded: false,
    isOk: false,
    isUndecodable: false,
    hasCrashed: false,
    foreign,
  };
}

/**
 * Applies the stimuli in turn, over a new connection each. Stops at the first dump that isn't right: what
 * those before it were tells the mistake, and those after it would tell nothing new.
 */
async function dumpAll(tools: Tools, stimuli: readonly Stimulus[]): Promise<Dump[]> {
  const dumps: Dump[] = [];
  for (const { id, pieces, isPrompt = false, isToEnd = false } of stimuli) {
    const last = dumps.at(-1);
    const dump = openDump(id, pieces, last ? readRest(Buffer.concat(last.pieces)) : null);
    dumps.push(dump);
    const phase = await tools.phase(id, async () => {
      const peer = await tools.connect();
      if (pieces.length > 0) await peer.writePieces(dump.pieces);
      if (isPrompt) await expectAtOnce(peer, dump);
      await compare(tools, peer, dump, isToEnd);
    });
    if (!phase.isOk) {
      dump.isUndecodable = phase.printed(UNDECODABLE);
      dump.hasCrashed = phase.hasCrashed;
      break;
    }
  }
  return dumps;
}

/** Hangs up, and holds what comes against the dump of all that was sent. */
async function compare(tools: Tools, peer: Peer, dump: Dump, isToEnd: boolean): Promise<void> {
  const lines = formatDump(Buffer.concat(dump.pieces));
  const wanted = lines.join('').slice(dump.text.length);
  peer.end();
  if (!isToEnd) {
    dump.isOk = await peer.expect(wanted).then(
      () => true,
      () => false,
    );
    if (dump.isOk) return;
  }
  try {
    dump.text += await peer.expectEnd();
    dump.hasEnded = true;
  } catch (error) {
    // How the connection came to its end tells more than a line that is missing.
    dump.text += peer.pending;
    if (dump.text === '' || dump.text === lines.join('')) throw error;
  }
  demandSame(tools, lines, dump.text);
  dump.isOk = true;
}

/** Demands the dump while the peer may still go on. */
async function expectAtOnce(peer: Peer, dump: Dump): Promise<void> {
  const wanted = formatDump(Buffer.concat(dump.pieces)).join('');
  try {
    await peer.expect(wanted);
    dump.text = wanted;
  } catch (error) {
    await hangUp(peer, dump);
    throw error;
  }
}

/** Hangs up, and keeps all that comes: what it says at the end tells what is wrong. */
async function hangUp(peer: Peer, dump: Dump): Promise<void> {
  peer.end();
  dump.hasEnded = await peer.expectEnd().then(
    (rest) => {
      dump.text = rest.toString();
      return true;
    },
    () => false,
  );
  if (!dump.hasEnded) dump.text = peer.pending.toString();
}

/** Demands that the lines are the same, and shows the first that isn't. */
function demandSame({ demand }: Tools, wanted: readonly string[], text: string): void {
  const came = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const index = [...came, ''].findIndex((line, at) => line !== wanted[at]);
  const quote = (line: string | undefined): Bilingual => {
    if (!line) return { en: `no line ${index + 1}`, zh: `没有第 ${index + 1} 行` };
    const shown = describeBytes(Buffer.from(line));
    return {
      en: `as line ${index + 1}: ${shown.en}`,
      zh: `第 ${index + 1} 行是 ${shown.zh}`,
    };
  };
  demand(text === wanted.join(''), quote(wanted[index]), quote(came[index]));
}

export default checks('10-buffers', {
  lines: {
    mistakes: MISTAKES,
    async run(tools) {
      const controls = Buffer.from('\0\t\n\r\x1b ~\x7f');
      const dumps = await dumpAll(tools, [
        { id: 'one line', pieces: [LINE], isPrompt: true, isToEnd: true },
        { id: 'in two pieces', pieces: [LINE.slice(0, 5), LINE.slice(5)] },
        { id: 'a rest', pieces: [GREETING], isToEnd: true },
        { id: 'only a rest', pieces: ['he', 'llo'], isToEnd: true },
        { id: 'twelve bytes', pieces: ['so long, all'], isToEnd: true },
        { id: 'no letters', pieces: [controls], isToEnd: true },
        { id: 'nothing', pieces: [], isToEnd: true },
      ]);
      return nameFirst(dumps);
    },
  },

  chunks: {
    mistakes: MISTAKES,
    async run(tools) {
      const text = 'The quick brown fox jumps over the lazy dog. OK.';
      const dumps = await dumpAll(tools, [
        { id: 'torn', pieces: [text.slice(0, 5), text.slice(5, 25), text.slice(25)] },
        { id: 'byte by byte', pieces: [...text.slice(0, 2 * WIDTH)] },
        { id: '4 KiB at once', pieces: [makePage()] },
      ]);
      if (!dumps.every(({ isOk }) => isOk)) return nameFirst(dumps);
      const pair = await dumpInterleaved(tools);
      return pair.isUnserved ? 'one-at-a-time' : nameFirst(pair.dumps);
    },
  },

  bytes: {
    mistakes: MISTAKES,
    async run(tools) {
      const letters = Buffer.from(LETTERS);
      const bytes = [...letters].map((byte) => Buffer.of(byte));
      const dumps = await dumpAll(tools, [
        { id: 'characters', pieces: [letters] },
        { id: 'cut inside every character', pieces: bytes },
        { id: 'a lone ff', pieces: [Buffer.of(0xff), 'fifteen letters'] },
        { id: 'every byte', pieces: [EVERY_BYTE] },
      ]);
      const failed = dumps.find(({ isOk }) => !isOk);
      if (failed?.isUndecodable || failed?.text.includes(REPLACEMENT)) {
        if (failed.id === 'cut inside every character') return 'decodes-chunks';
        if (failed.id !== 'characters') return 'decodes-all';
      }
      return nameFirst(dumps);
    },
  },
});

/** 4 KiB: lines that differ, and then lines that are all alike. */
function makePage(): Buffer {
  const page = Buffer.alloc(4096);
  for (let line = 0; line < 128; line += 1) page.write(`line ${line}`.padEnd(WIDTH), line * WIDTH);
  return page;
}

/** Two clients at once, who speak in turn; each gets its first line while both are there. */
async function dumpInterleaved(tools: Tools): Promise<{ dumps: Dump[]; isUnserved: boolean }> {
  const texts = ['a'.repeat(2 * WIDTH), 'b'.repeat(2 * WIDTH)];
  const dumps = texts.map((text, at) => {
    const foreign = toBytes(texts[1 - at]?.slice(0, 2) ?? '');
    return openDump('two at once', [text.slice(0, 10), text.slice(10)], foreign);
  });
  let isUnserved = false;
  let failed: Dump | null = null;
  const phase = await tools.phase('two at once', async () => {
    const talks = [];
    for (const dump of dumps) talks.push({ dump, peer: await tools.connect() });
    for (const index of [0, 1]) {
      for (const { dump, peer } of talks)
        await peer.writePieces(dump.pieces.slice(index, index + 1));
    }
    // The one who came last is served first: none has to wait until another leaves.
    for (const { dump, peer } of [...talks].reverse()) {
      const [line = ''] = formatDump(Buffer.concat(dump.pieces));
      try {
        await peer.expect(line);
        dump.text = line;
      } catch (error) {
        failed = dump;
        await hangUp(peer, dump);
        // Served once it has hung up itself, it had only waited for its own end.
        isUnserved = dump !== dumps[0] && dump.text === '';
        throw error;
      }
    }
    for (const { dump, peer } of talks) await compare(tools, peer, dump, false);
  });
  const own = failed ? [failed] : dumps;
  return { dumps: own, isUnserved: isUnserved && !phase.hasCrashed };
}

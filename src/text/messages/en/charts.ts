// The texts of the charts: their titles, their marks in words, and what they say without data.
import { groupDigits } from '../../digits.ts';

function count(number: number, one: string, many = `${one}s`): string {
  return `${groupDigits(number)} ${number === 1 ? one : many}`;
}

const bytesEn = (bytes: number) => count(bytes, 'byte');

const chunksEn = (chunks: number) => count(chunks, 'chunk');

const joinEn = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** How many attempts came to what. */
export interface Outcomes {
  connected: number;
  refused: number;
  failed: number;
  open: number;
}

const outcomesEn = ({ connected, refused, failed, open }: Outcomes) =>
  [
    ...(connected > 0 ? [`${groupDigits(connected)} connected`] : []),
    ...(refused > 0 ? [`${groupDigits(refused)} refused`] : []),
    ...(failed > 0 ? [`${groupDigits(failed)} failed otherwise`] : []),
    ...(open > 0 ? [`${groupDigits(open)} without an outcome`] : []),
  ].join(', ');

/** In English. */
export const en = {
  /** Over many runs only one of these is drawn. */
  lastRun: (runs: number) => `The last of ${runs} runs.`,
  /** More places than are drawn: connections, or actors. */
  moreConnections: (connections: number) => `… ${count(connections, 'more connection')}`,
  moreChunks: (chunks: number, bytes: number) =>
    `… ${count(chunks, 'more chunk')}, ${bytesEn(bytes)}`,
  chunks: {
    nothing: 'No data arrived anywhere, so there are no chunks to count.',
    over: (actor: string, runs: number) =>
      `${actor} · data events for each connection, over ${count(runs, 'run')}`,
    label: (from: number, to: number) => (from === to ? chunksEn(from) : `${from}–${to} chunks`),
    times: (label: string, times: number, percent: string) =>
      `${label}: ${count(times, 'time')} (${percent})`,
    one: (place: string, bytes: number, chunks: number) =>
      `${place} · ${bytesEn(bytes)} in ${chunksEn(chunks)}`,
    sizes: (sizes: readonly number[]) => `sizes in bytes: ${sizes.join(', ')}`,
    more: (chunks: number) => `+${chunks}`,
  },
  bytes: {
    nothing: 'No bytes arrived anywhere, so there is nothing to lay a ruler along.',
    more: (bytes: number) => `… ${bytes} more`,
    oneChunk: 'All of it came in one chunk: there is no cut.',
    noneTorn: (cuts: number) =>
      cuts === 1
        ? 'The cut falls between two characters.'
        : `None of the ${cuts} cuts falls inside a character.`,
    torn: (torn: number, cuts: number, characters: readonly string[]) =>
      `${torn} of ${count(cuts, 'cut')} ${torn === 1 ? 'falls' : 'fall'} inside a character: ${joinEn(characters)}.`,
    legend: '┃ cut   ↑ inside a character',
    unknown: 'Of a longer chunk only its first 48 bytes are known.',
    chunk: (chunk: number, bytes: number, digits: string) =>
      `chunk ${chunk}, ${bytesEn(bytes)}: ${digits}`,
    text: (text: string) => `text ${text}`,
    endsInside: (character: string) => `cut inside ${character}`,
  },
  frames: {
    nothing: 'No bytes arrived anywhere, so there are no frames.',
    title: (place: string, frames: number, bytes: number, chunks: number) =>
      `${place} · ${count(frames, 'whole frame')} in ${bytesEn(bytes)}, ${chunksEn(chunks)}`,
    body: 'body',
    whole: (frame: number, length: number, chunks: readonly number[]) =>
      `#${frame}: length ${length}, whole in chunk ${chunks.join(', ')}`,
    cut: (frame: number, length: number, parts: readonly string[]) =>
      `#${frame}: length ${length}; ${parts.join('; ')}`,
    headerCut: (chunks: readonly number[]) =>
      `header torn between chunks ${joinEn(chunks.map(String))}`,
    bodyCut: (chunks: readonly number[]) =>
      `body torn between chunks ${joinEn(chunks.map(String))}`,
    between: (header: number, body: number) =>
      `header ends in chunk ${header}, body begins in chunk ${body}`,
    unfinished: (arrived: number, length: number) =>
      `only ${arrived} of ${bytesEn(length)} of its body came`,
    shortHeader: (frame: number, arrived: number) =>
      `#${frame}: only ${arrived} of the 4 bytes of its header came`,
    impossible: (frame: number, length: number, arrived: number) =>
      `#${frame}: its header says ${bytesEn(length)}. That can't be: ${arrived} came.`,
    unreadable: (frame: number, offset: number) =>
      `The header of #${frame} would be at byte ${offset}, behind the first 48 bytes of a chunk: those are not known, so it can't be read.`,
    several: (chunk: number, frames: number) => `Chunk ${chunk} holds ${frames} whole frames.`,
    moreFrames: (frames: number) => `… ${count(frames, 'more frame')}`,
  },
  buffered: {
    nothing: 'Nothing was written, so nothing waited.',
    never: (writes: number) =>
      writes === 1
        ? 'Nothing waited in a process: the kernel took the one write at once.'
        : `Nothing waited in a process: the kernel took each of ${writes} writes at once.`,
    title: (actor: string) => `${actor} · bytes waiting in the process`,
    peak: (size: string, at: string) => `Peak: ${size}, at ${at} ms.`,
    drains: (drains: number) =>
      drains === 0 ? 'There was no drain.' : drains === 1 ? 'One drain.' : `${drains} drains.`,
    legend: '↑ drain',
    lost: (size: string) =>
      `${size} still waited when the connection closed: not all of that was sent.`,
    last: (size: string) => `At the end ${size} were waiting.`,
    point: (at: string, size: string) => `${at} ms: ${size}`,
  },
  closing: {
    nothing: 'No connection was made, so none was closed.',
    title: (name: string, from: string, to: string) => `Connection ${name} · ${from} to ${to} ms`,
    peer: 'peer',
    direction: (from: string, to: string) => `${from} → ${to}`,
    you: {
      end: (actor: string) => `${actor} ends its half`,
      destroy: (actor: string) => `${actor} destroys the socket`,
      reset: (actor: string) => `${actor} resets the connection`,
    },
    node: {
      end: (actor: string) => `Node ends the half of ${actor} by itself`,
      destroy: (actor: string) => `Node destroys the socket of ${actor} by itself`,
    },
    heard: (actor: string) => `${actor} reads the end of the other half`,
    /** The end of the other half has arrived, behind bytes that are not read yet; `isUnread`: nobody reads. */
    unheard: (actor: string, isUnread: boolean) =>
      `the end of the other half arrives at ${actor}${isUnread ? ', where nobody reads' : ''}`,
    error: (actor: string, what: string) => `${actor} gets an error: ${what}`,
    close: (actor: string, hadError: boolean) =>
      `close at ${actor}${hadError ? ', after an error (hadError: true)' : ''}`,
    exit: (actor: string) => `the process of ${actor} is gone`,
    halfOpen: (ms: string) => `Half open for ${ms} ms: one direction had ended, the other had not.`,
    open: 'The connection was still open at the end.',
    legend: '━ may still send   ┤ ended   ╳ destroyed   R reset   ! error',
  },
  attempts: {
    nothing: 'Nobody asked for a connection.',
    together: (clients: number) => `${clients} clients together`,
    title: (name: string, attempts: number, counts: Outcomes) =>
      `${name} · ${count(attempts, 'attempt')} to connect: ${outcomesEn(counts)}`,
    connected: 'connected',
    refused: 'refused',
    failed: 'failed otherwise',
    open: 'no outcome',
    one: 'a mark is one attempt',
    /** `ms`: what a column is wide. */
    scale: (attempts: number, ms: string) =>
      `full height: ${count(attempts, 'attempt')} within ${ms} ms`,
    busiest: (attempts: number, ms: number, from: string) =>
      `At most ${count(attempts, 'attempt')} within ${ms} ms, from ${from} ms on.`,
    slot: (from: string, attempts: number, counts: Outcomes) =>
      `from ${from} ms: ${groupDigits(attempts)} (${outcomesEn(counts)})`,
    more: (attempts: number) => `… ${count(attempts, 'more attempt')}`,
  },
  connections: {
    nothing: 'No server had a connection.',
    title: (actor: string) => `${actor} · open connections`,
    peak: (accepted: number, most: number, at: string) =>
      `${groupDigits(accepted)} accepted, at most ${groupDigits(most)} open, at ${at} ms.`,
    dropped: (dropped: number) => `${groupDigits(dropped)} dropped, because of maxConnections.`,
    closing: (at: string, open: number) => `server.close() at ${at} ms, with ${open} open.`,
    left: (open: number) => `At the end ${open} ${open === 1 ? 'was' : 'were'} open.`,
    gone: (at: string) => `The last one was closed at ${at} ms.`,
    legend: '↑ server.close()',
    point: (at: string, open: number) => `${at} ms: ${open}`,
  },
  latency: {
    nothing: 'Nothing was written from one program of the run to another.',
    title: 'From a write until all of it was read at the other end, by who read',
    classes: 'ms; the height is the share of writes, for each reader by itself',
    others: (readers: number) => count(readers, 'other'),
    /** `times`: the median, two percentiles and the longest; null where nothing was read. */
    reader: (actor: string, writes: number, times: readonly string[] | null, unread: number) => {
      const left = unread > 0 ? ` ${count(unread, 'write')} to it not read.` : '';
      if (times === null) return `${actor}: read nothing.${left}`;
      const [median, percent95, percent99, most] = times;
      return `${actor}: ${count(writes, 'write')} read; median ${median} ms, 95th percentile ${percent95} ms, 99th ${percent99} ms, longest ${most} ms.${left}`;
    },
  },
};

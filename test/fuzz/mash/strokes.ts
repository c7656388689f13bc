// What is pressed: keys, pastes, sequences that no key sends, and changes of the window's size.
import type { Random } from '../random.ts';

/** One thing that a learner does at the terminal, and how long they wait before it. */
export interface Stroke {
  /** What it is called in a report. */
  name: string;
  /** What the terminal sends, or the size that it gets. */
  does: { bytes: string } | { columns: number; rows: number };
  /** In ms; 0 sends it right behind the one before. */
  pauseMs: number;
}

/** The width of a terminal, in columns, and its height, in rows. */
export const SIZES = { columns: [20, 140], rows: [6, 50] } as const;

/** How long a learner waits, in ms. */
export interface Tempo {
  /** Most times at most this long. */
  quickMs: number;
  /** At times so long. */
  slowMs: number;
  /** Now and then so long. */
  longestMs: number;
}

const PRESSED: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\u001b',
  space: ' ',
  tab: '\t',
  backspace: '\u007f',
  'ctrl-c': '\u0003',
  'ctrl-z': '\u001a',
};

const ARROWS = { up: '\u001b[A', down: '\u001b[B', right: '\u001b[C', left: '\u001b[D' };

/** As xterm, VT and the Linux console send them. */
const FUNCTION_KEYS: Readonly<Record<string, string>> = {
  f1: '\u001bOP',
  'f1 (VT)': '\u001b[11~',
  'f1 (console)': '\u001b[[A',
  f2: '\u001bOQ',
  f4: '\u001bOS',
  f5: '\u001b[15~',
  f9: '\u001b[20~',
  f12: '\u001b[24~',
  'shift-f5': '\u001b[15;2~',
  insert: '\u001b[2~',
  delete: '\u001b[3~',
  home: '\u001b[H',
  end: '\u001b[F',
  'page up': '\u001b[5~',
  'page down': '\u001b[6~',
  'shift-tab': '\u001b[Z',
  'ctrl-right': '\u001b[1;5C',
};

/** Ctrl-\ is not among them: while an editor is open it ends the tour with a core dump, as it should. */
const CONTROLS: Readonly<Record<string, string>> = {
  'ctrl-a': '\u0001',
  'ctrl-d': '\u0004',
  'ctrl-e': '\u0005',
  'ctrl-g': '\u0007',
  'ctrl-l': '\u000c',
  'ctrl-n': '\u000e',
  'ctrl-u': '\u0015',
  'ctrl-w': '\u0017',
  NUL: '\0',
  'alt-x': '\u001bx',
  'alt-enter': '\u001b\r',
};

/** Reports that a terminal sends by itself, sequences that mean nothing, and one that is cut off. */
const SEQUENCES: Readonly<Record<string, string>> = {
  'focus in': '\u001b[I',
  'focus out': '\u001b[O',
  'a mouse report': '\u001b[<0;10;10M',
  'a cursor report': '\u001b[5;10R',
  'device attributes': '\u001b[?62;22c',
  'a kitty key': '\u001b[97;5u',
  'an unknown CSI': '\u001b[99;99;99z',
  'an unknown SS3': '\u001bOz',
  'a colour report': '\u001b]11;rgb:0000/0000/0000\u0007',
  'half a CSI': '\u001b[1;',
  'C1 control': '\u009b',
};

const TYPED = ['a', 'y', 'n', 'Y', 'j', 'k', 'z', 'Q', '1', '9', '/', ':', '你', 'é', '👍', '👩‍💻'];

const PASTES: Readonly<Record<string, string>> = {
  'a paste': 'quit',
  'a paste of lines': 'one\rquit\r\nyou\n',
  'a paste with sequences': '\u001b[31mred\u001b[2Jq\u0003',
  'an empty paste': '',
  'a long paste': '收到 received '.repeat(300),
};

/** Keys of the tour beside Enter. Those that leave the lesson or the tour come less often, since much is tried in one. */
const KEYS = ['b', 'B', 'r', 'e', 'c', 'h', 's', 'o', 'v', 't', 'w', 'x', 'k', 'L', '?'];
const LEAVING = ['q', 'l', 'l'];

type Choose = (random: Random) => Pick<Stroke, 'name' | 'does'>;

/** How often what comes, in parts of all. */
const KINDS: readonly (readonly [number, Choose])[] = [
  [33, () => named(PRESSED, 'enter')],
  [28, (random) => typed(random.pick(KEYS))],
  [2, (random) => typed(random.pick(LEAVING))],
  [1, () => named(PRESSED, 'ctrl-c')],
  [1, () => named(PRESSED, 'ctrl-z')],
  [5, (random) => pickNamed(PRESSED, random)],
  [6, (random) => pickNamed(ARROWS, random)],
  [6, (random) => pickNamed(FUNCTION_KEYS, random)],
  [3, (random) => pickNamed(CONTROLS, random)],
  [3, (random) => pickNamed(SEQUENCES, random)],
  [6, (random) => typed(random.pick(TYPED))],
  [3, (random) => paste(random)],
  [3, (random) => resize(random)],
];
const PARTS = KINDS.reduce((sum, [parts]) => sum + parts, 0);

/** Chooses so many strokes, and when each comes. */
export function chooseStrokes(random: Random, count: number, tempo: Tempo): Stroke[] {
  let burst = 0;
  return Array.from({ length: count }, () => {
    if (burst === 0 && random.chance(0.06)) burst = random.int(2, 6);
    const isBurst = burst > 0;
    if (isBurst) burst -= 1;
    return { ...choose(random), pauseMs: isBurst ? 0 : choosePause(random, tempo) };
  });
}

/** What was pressed, each with the pause before it: `+12 enter`. */
export function describeStrokes(strokes: readonly Stroke[]): string {
  return strokes.map(({ name, pauseMs }) => `+${pauseMs} ${name}`).join(', ');
}

function choose(random: Random): ReturnType<Choose> {
  let part = random.int(1, PARTS);
  for (const [parts, chooseKind] of KINDS) {
    part -= parts;
    if (part <= 0) return chooseKind(random);
  }
  throw new Error('the parts do not add up');
}

function choosePause(random: Random, { quickMs, slowMs, longestMs }: Tempo): number {
  const share = random.int(1, 100);
  if (share <= 88) return random.int(0, quickMs);
  return share <= 97 ? random.int(quickMs, slowMs) : random.int(slowMs, longestMs);
}

function named(keys: Readonly<Record<string, string>>, name: string): ReturnType<Choose> {
  return { name, does: { bytes: keys[name] ?? '' } };
}

function pickNamed(keys: Readonly<Record<string, string>>, random: Random): ReturnType<Choose> {
  return named(keys, random.pick(Object.keys(keys)));
}

function typed(text: string): ReturnType<Choose> {
  return { name: text, does: { bytes: text } };
}

function paste(random: Random): ReturnType<Choose> {
  const { name, does } = pickNamed(PASTES, random);
  const text = 'bytes' in does ? does.bytes : '';
  return { name, does: { bytes: `\u001b[200~${text}\u001b[201~` } };
}

function resize(random: Random): ReturnType<Choose> {
  const columns = random.int(...SIZES.columns);
  const rows = random.int(...SIZES.rows);
  return { name: `${columns}x${rows}`, does: { columns, rows } };
}

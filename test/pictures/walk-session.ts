// Films the walk as a learner has it: `npm start` in a shell, three steps of lesson 2, and later the turn at its end.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Language } from '../../src/text/language.ts';
import { BUILT_VARIABLE, ROOT } from '../support/command.ts';
import type { Piece, Shown } from '../support/styled-rows.ts';
import { openTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { Camera, type Film } from './film.ts';

/** The terminal's size. */
export const COLUMNS = 80;
export const ROWS = 26;

const LESSON = '02-server-callback';
/** The step of the turn, from 0. */
const TURN = 8;

/** A learner reads so many columns a second, but waits no longer than this, in ms; and no shorter. */
const READS = 60;
const LONGEST_MS = 3000;
const SHORTEST_MS = 1200;
/** Between two keys that belong together, two letters, and how long the end of a scene stands, in ms. */
const KEY_MS = 350;
const LETTER_MS = 110;
const END_MS = 2500;
const LAST_MS = 6000;
/** How long the tour has for an answer, in ms. */
const PATIENCE_MS = 120_000;

const WORDS = {
  en: {
    start: 'Types npm start',
    choose: 'Chooses lesson 2',
    server: 'Enter: starts the server',
    next: 'Enter: reads on',
    guess: 'Guesses',
    client: 'Enter: connects the client',
    leave: 'q: leaves; the tour remembers the step',
    later: 'Some steps later: your turn',
    save: 'Changes server.ts in an editor, and saves it',
    again: 'Saves once more',
  },
  zh: {
    start: '输入 npm start',
    choose: '选第 2 课',
    server: '回车：启动服务端',
    next: '回车：往下读',
    guess: '猜一猜',
    client: '回车：连接客户端',
    leave: 'q：离开，教程记得学到哪一步',
    later: '几步之后：轮到你了',
    save: '在编辑器里修改 server.ts，保存',
    again: '再次保存',
  },
} as const;

/**
 * Plays the walk in a copy of the tour, and films it; nothing of this clone changes. The programs get the port that a
 * learner's get, unless one is given.
 */
export async function filmWalk(language: Language, port: number | null = null): Promise<Film> {
  const home = mkdtempSync(path.join(tmpdir(), 'st-'));
  try {
    return await new Learner(install(home), { language, port }).film();
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Puts the tour as it is built into a folder, as `npm ci` leaves it; returns that folder. */
function install(home: string): string {
  const folder = path.join(home, 'socket-tour');
  mkdirSync(folder);
  for (const name of [
    'package.json',
    'lessons',
    'src/door.js',
    'src/stage/load-tsx.js',
    'src/stage/user-folder.js',
  ]) {
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  }
  const built = process.env[BUILT_VARIABLE];
  const dist = built ? path.join(path.dirname(built), '..') : path.join(ROOT, 'dist');
  cpSync(path.join(dist, 'src'), path.join(folder, 'dist', 'src'), { recursive: true });
  cpSync(path.join(dist, 'lessons'), path.join(folder, 'dist', 'lessons'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Puts a learner's folder in place of the temporary one, which is as long where its own is `/tmp/st-XXXXXX`. */
function hideFolder({ top, rows }: Shown, folder: string): Shown {
  const own = `${path.dirname(folder)}/`;
  const told = '/home/you/code/'.padStart(own.length, '/home');
  const hide = (piece: Piece) => ({ ...piece, text: piece.text.replaceAll(own, told) });
  return { top, rows: rows.map((row) => row.map(hide)) };
}

/** Who presses the keys, and how long they look at what has come. */
class Learner {
  readonly #folder: string;
  readonly #language: Language;
  readonly #port: number | null;
  readonly #camera = new Camera();
  readonly #began = performance.now();
  /** What the film's time is ahead of the machine's, in ms: the film waits where a person reads. */
  #ahead = 0;
  #last = 0;
  #read = 0;

  constructor(folder: string, { language, port }: { language: Language; port: number | null }) {
    this.#folder = folder;
    this.#language = language;
    this.#port = port;
  }

  async film(): Promise<Film> {
    await this.#scene(END_MS, (terminal) => this.#readSteps(terminal));
    const file = path.join(this.#folder, 'my-lessons', '.progress.json');
    const progress = JSON.parse(readFileSync(file, 'utf8'));
    progress.lessons[LESSON].step = TURN;
    writeFileSync(file, JSON.stringify(progress));
    await this.#scene(LAST_MS, (terminal) => this.#takeTurn(terminal));
    return this.#camera.film;
  }

  async #readSteps(terminal: TestTerminal): Promise<void> {
    const say = WORDS[this.#language];
    await this.#typeStart(terminal, say.start);
    await this.#see(terminal, /^ *(Leave|离开)$/m);
    await this.#press(terminal, say.choose, 'down', 'enter');
    await this.#seeLast(terminal, /^(Enter: start the server|回车：启动服务端)/);
    await this.#press(terminal, say.server, 'enter');
    await this.#goOn(terminal, /^(Enter: next|回车：下一步).*● .*1\/10$/);
    await this.#goOn(terminal, /^(Enter: next|回车：下一步).*2\/10$/);
    await this.#press(terminal, say.next, 'enter');
    await this.#see(terminal, /^\? (Your guess|你猜) ›/m);
    await this.#press(terminal, say.guess, 'down', 'down', 'down', 'enter');
    await this.#seeLast(terminal, /^(Enter: connect the client|回车：启动客户端)/);
    await this.#press(terminal, say.client, 'enter');
    await this.#goOn(terminal, /^(Enter: next step|回车：下一步).*3\/10$/);
    await this.#press(terminal, say.leave, 'q');
    await this.#seeLast(terminal, /^[$#]$/);
  }

  async #takeTurn(terminal: TestTerminal): Promise<void> {
    const say = WORDS[this.#language];
    await this.#typeStart(terminal, say.later);
    await this.#see(terminal, /^ *(Leave|离开)$/m);
    await this.#press(terminal, say.later, 'enter');
    await this.#seeLast(terminal, /^(Enter: |回车：).*9\/10$/);
    this.#pause(terminal, say.save);
    this.#save(path.join('test', 'lessons', LESSON, 'extra-newline.ts'));
    await this.#seeVerdicts(terminal, /^✗/);
    this.#pause(terminal, say.again);
    this.#save(path.join('lessons', LESSON, 'solution', 'server.ts'));
    await this.#seeVerdicts(terminal, /^✓/);
  }

  /** Waits for the verdicts of all three checks, the first one like this. */
  async #seeVerdicts(terminal: TestTerminal, first: RegExp): Promise<void> {
    const areSeen = (lines: string[]) => {
      const verdicts = lines.filter((line) => /^[✓✗]/.test(line)).slice(-3);
      return (
        verdicts.length === 3 &&
        first.test(verdicts[0] ?? '') &&
        verdicts.slice(1).every((line) => /^✓/.test(line))
      );
    };
    await terminal.waitFor(areSeen, { what: 'three verdicts', ms: PATIENCE_MS, scrollback: true });
    await this.#seeLast(terminal, /^(Enter: |回车：).*9\/10$/);
  }

  /** Saves a program as the learner's own, at one stroke: a copy would remove the file first. */
  #save(program: string): void {
    const mine = path.join(this.#folder, 'my-lessons', LESSON, 'server.ts');
    const next = path.join(this.#folder, 'server.ts');
    cpSync(path.join(ROOT, program), next);
    renameSync(next, mine);
  }

  async #scene(standsMs: number, play: (terminal: TestTerminal) => Promise<void>): Promise<void> {
    const terminal = openTestTerminal(['/bin/sh', '-i'], {
      columns: COLUMNS,
      rows: ROWS,
      cwd: this.#folder,
      environment: {
        PS1: '$ ',
        ENV: undefined,
        LANG: this.#language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
        PORT: this.#port === null ? undefined : String(this.#port),
        npm_config_update_notifier: 'false',
      },
    });
    const isFilming = { now: true };
    terminal.onDrawn(() => {
      if (!isFilming.now) return;
      this.#last = this.#now();
      this.#camera.take(hideFolder(terminal.shown(), this.#folder), this.#last);
    });
    try {
      this.#read = 0;
      await this.#seeLast(terminal, /^\$$/);
      await play(terminal);
      isFilming.now = false;
      this.#ahead += standsMs;
      this.#camera.cut(this.#now());
    } finally {
      terminal.close();
      await terminal.exited;
    }
  }

  async #typeStart(terminal: TestTerminal, caption: string): Promise<void> {
    await this.#press(terminal, caption, ...'npm start', 'enter');
  }

  /** Reads what is new, then presses keys, one after the other. */
  async #press(terminal: TestTerminal, caption: string, ...keys: string[]): Promise<void> {
    this.#pause(terminal, caption);
    for (const [index, key] of keys.entries()) {
      if (index > 0) this.#ahead += key.length === 1 ? LETTER_MS : KEY_MS;
      const before = terminal.output.length;
      terminal.press(key);
      await terminal.waitFor(() => terminal.output.length > before, {
        what: `an answer to ${key}`,
        ms: PATIENCE_MS,
      });
    }
  }

  /** Has the film wait as long as what is new takes to read. */
  #pause(terminal: TestTerminal, caption: string): void {
    const written = terminal.screen({ scrollback: true }).join('').length;
    const ms = ((written - this.#read) / READS) * 1000;
    this.#read = written;
    const wait = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms));
    // What passes between the last change and the key is the machine's, not the learner's.
    this.#ahead += this.#last + wait - this.#now();
    this.#camera.caption(caption, this.#now());
  }

  /** Waits until Enter leads on, and presses it, until the last line is like this. */
  async #goOn(terminal: TestTerminal, to: RegExp): Promise<void> {
    for (;;) {
      const lines = await this.#seeLast(
        terminal,
        /^(Enter: (next|the answer)|回车：(继续|看答案|下一步)).*\d\/10$/,
      );
      if (to.test((lines.at(-1) ?? '').trimEnd())) return;
      await this.#press(terminal, WORDS[this.#language].next, 'enter');
    }
  }

  #see(terminal: TestTerminal, what: RegExp): Promise<string[]> {
    return terminal.waitFor(what, { what: String(what), ms: PATIENCE_MS });
  }

  #seeLast(terminal: TestTerminal, what: RegExp): Promise<string[]> {
    const isSeen = (lines: string[]) => what.test((lines.at(-1) ?? '').trimEnd());
    return terminal.waitFor(isSeen, { what: `a last line like ${what}`, ms: PATIENCE_MS });
  }

  #now(): number {
    return performance.now() - this.#began + this.#ahead;
  }
}

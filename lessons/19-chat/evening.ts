// An evening in the room, as cy hears it.
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

/** A line of 64 KiB, and how many of them there are. */
const LONG = 'x'.repeat(2 ** 16 - 1);
const LINES = 200;
/** How long words are waited for, and long lines, in ms. */
const PATIENCE = 500;
const MORE_PATIENCE = 3000;

let longLines = 0;

/** A member, and the lines that it has heard. */
class Member {
  readonly socket = net.connect(PORT, HOST);
  readonly heard: string[] = [];
  #wake = () => {};

  constructor(name: string) {
    this.socket.on('error', ({ message }) =>
      console.log(`${name}: ${message}`),
    );
    readLines(this.socket, (line) => {
      this.heard.push(line);
      this.#wake();
      if (name !== 'cy') return;
      if (line.length >= LONG.length) longLines += 1;
      else console.log(`cy hears: ${line}`);
    });
    this.say(name);
  }

  say(line: string) {
    this.socket.write(`${line}\n`);
  }

  /** Waits until it is so, or for too long. */
  async until(isSo: () => boolean, ms = PATIENCE) {
    while (!isSo()) {
      let timer: NodeJS.Timeout | undefined;
      const woken = await new Promise<boolean>((done) => {
        this.#wake = () => done(true);
        timer = setTimeout(done, ms, false);
      });
      clearTimeout(timer);
      if (!woken) return;
    }
  }

  hears(line: string) {
    return this.until(() => this.heard.includes(line));
  }
}

const ann = new Member('ann');
const bob = new Member('bob');
await ann.hears('* bob joined');
const sue = new Member('sue');
await ann.hears('* sue joined');
sue.socket.pause();
const cy = new Member('cy');
await ann.hears('* cy joined');

// The first half of ann's line comes before bob's.
ann.socket.write('hel');
await ann.until(() => false);
bob.say('hi');
await cy.hears('bob: hi');
ann.say('lo');
await cy.hears('ann: hello');

bob.socket.resetAndDestroy();
await cy.hears('* bob left');

for (let said = 1; said <= LINES; said += 1) {
  ann.say(LONG);
  await cy.until(() => longLines === said, MORE_PATIENCE);
  if (longLines < said) break;
  if (ann.heard.includes('* sue left')) break;
}
console.log(`cy hears: ${longLines} long lines`);

for (const { socket } of [ann, sue, cy]) socket.destroy();

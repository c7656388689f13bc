// Right: a question that emits its answer, its failure and its end.
import { EventEmitter } from 'node:events';
import net from 'node:net';

class Question extends EventEmitter<{
  answer: [string];
  failure: [Error];
  over: [];
}> {
  #chunks: Buffer[] = [];
  constructor(port: number, host: string, words: string) {
    super();
    const s = net.connect({ port, host }, () => {
      console.log(`CONNECTED TO: ${host}:${port}`);
      s.write(words);
    });
    let failed = false;
    s.on('data', (c) => this.#chunks.push(c))
      .once('end', () => {
        const answer = Buffer.concat(this.#chunks);
        if (answer.length > 0) {
          this.emit('answer', answer.toString());
        } else {
          this.emit('failure', new Error('no answer'));
        }
      })
      .once('error', (e) => {
        failed = true;
        this.emit('failure', e);
      })
      .once('close', () => {
        if (!failed) this.emit('over');
      });
  }
}
new Question(
  Number(process.env.PORT ?? 6969),
  process.env.HOST ?? '127.0.0.1',
  'I am Chuck Norris!',
)
  .on('answer', (a) => console.log('DATA:', a))
  .on('failure', ({ message }) => {
    process.stderr.write(message + '\n');
    process.exitCode = 1;
  })
  .on('over', () => console.log('Connection closed'));

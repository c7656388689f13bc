// Right: a class for each visit, and three writes for an answer.
import { Server, type Socket } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
class Visit {
  readonly #who: [string | undefined, number | undefined];
  constructor(private_: Socket) {
    this.#who = [
      private_.remoteAddress,
      private_.remotePort,
    ];
    const [address, port] = this.#who;
    console.info('CONNECTED: %s:%d', address, port);
    private_
      .on('error', () => {})
      .on('close', () =>
        console.info('CLOSED: %s %d', address, port),
      );
    private_.setEncoding('utf-8').on('data', (s) => {
      const text = String(s);
      console.info('DATA %s: %s', address, text);
      private_.write('You said "');
      private_.write(text.toUpperCase());
      private_.write('"');
    });
  }
}
const server = new Server();
server.addListener('connection', (s) => {
  new Visit(s);
});
server.listen({ port: PORT, host: HOST }, () =>
  console.info('Server listening on', HOST + ':' + PORT),
);

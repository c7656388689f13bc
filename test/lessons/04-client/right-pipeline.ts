// Right: a pipeline into a collector.
import net from 'node:net';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const chunks: Buffer[] = [];
const collector = new Writable({
  write(chunk: Buffer, _encoding, done) {
    chunks.push(chunk);
    done();
  },
});

const client = net.connect({ port: PORT, host: HOST });
client.once('connect', () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

pipeline(client, collector)
  .then(() => {
    const answer = Buffer.concat(chunks).toString('utf8');
    if (chunks.length === 0) throw new Error('not a word');
    console.log(`DATA: ${answer}`);
    console.log('Connection closed');
  })
  .catch((error: Error) => {
    console.error(`No conversation: ${error.message}`);
    process.exitCode = 1;
  });

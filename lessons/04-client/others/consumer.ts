// Lets a consumer of Node collect the answer.
import { once } from 'node:events';
import net from 'node:net';
import { text } from 'node:stream/consumers';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function ask(question: string): Promise<string> {
  const client = net.createConnection(PORT, HOST);
  await once(client, 'connect');
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.end(question);
  const answer = await text(client);
  if (!client.closed) await once(client, 'close');
  if (answer.length === 0) throw new Error('silence');
  return answer;
}

ask('I am Chuck Norris!').then(
  (answer) => {
    console.log(`DATA: ${answer}`);
    console.log('Connection closed');
  },
  (error: NodeJS.ErrnoException) => {
    console.error(
      `${error.code ?? error.message}: no answer`,
    );
    process.exitCode = 1;
  },
);

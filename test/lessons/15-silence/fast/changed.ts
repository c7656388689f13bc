// Without the blank.
import { once } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const ROUNDS = 20;

const client = net.connect(PORT, HOST);
client.on('error', (error) => console.log(error.message));

async function ask(number: string) {
  client.write(`question${number}\n`);
  await once(client, 'data');
}

await once(client, 'connect');
const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const start = performance.now();
  await ask(String(round).padStart(2, '0'));
  times.push(performance.now() - start);
}
client.end();

times.sort((a, b) => a - b);
const median = times[ROUNDS / 2] ?? 0;
console.log(
  `half of the answers: up to ${median.toFixed(1)} ms`,
);

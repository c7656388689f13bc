// Waits that an AbortController can end, in a loop.
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const {
  HOST = '127.0.0.1',
  PORT = '6969',
  BASE = '100',
  CAP = '5000',
} = process.env;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
let paid = false;

type Outcome = 'served' | 'failed' | 'over';

async function visit(): Promise<Outcome> {
  const socket = net.connect({
    port: Number(PORT),
    host: HOST,
  });
  const cut = () => socket.destroy();
  stop.signal.addEventListener('abort', cut);
  socket.on('error', (error: NodeJS.ErrnoException) =>
    console.log(error.code),
  );
  let outcome: Outcome = 'failed';
  let rest = '';
  socket.on('data', (chunk) => {
    rest += chunk;
    for (
      let end = rest.indexOf('\n');
      end >= 0;
      end = rest.indexOf('\n')
    ) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      console.log(line);
      if (line === 'hello') {
        outcome = 'served';
        if (!paid) socket.write('PAY\n');
        paid = true;
      }
      if (line === 'bye') {
        outcome = 'over';
        socket.end();
      }
    }
  });
  await new Promise((resolve) =>
    socket.on('close', resolve),
  );
  stop.signal.removeEventListener('abort', cut);
  return outcome;
}

let failures = 0;
while (!stop.signal.aborted) {
  const outcome = await visit();
  if (outcome === 'over') break;
  failures = outcome === 'served' ? 1 : failures + 1;
  const whole = Math.min(
    Number(CAP),
    Number(BASE) * 2 ** (failures - 1),
  );
  await wait(
    whole / 2 + (Math.random() * whole) / 2,
    null,
    { signal: stop.signal },
  ).catch((error) => {
    if (!stop.signal.aborted) throw error;
  });
}

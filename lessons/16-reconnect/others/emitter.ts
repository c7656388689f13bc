// The client is an emitter; each decision is a listener.
import { EventEmitter } from 'node:events';
import net from 'node:net';

const {
  HOST = '127.0.0.1',
  PORT = 6969,
  BASE = 100,
  CAP = 5000,
} = process.env;
const client = new EventEmitter();
let attempts = 0;
let paid = 0;
let over = false;
let pending: NodeJS.Timeout | undefined;
let open: net.Socket | undefined;

client.on('visit', () => {
  let buffered = Buffer.alloc(0);
  open = net.connect(Number(PORT), HOST);
  open.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (
      let at = buffered.indexOf(10);
      at !== -1;
      at = buffered.indexOf(10)
    ) {
      client.emit('line', buffered.toString('utf8', 0, at));
      buffered = buffered.subarray(at + 1);
    }
  });
  open.on('error', (error: NodeJS.ErrnoException) =>
    console.log(`${error.code}`),
  );
  open.on('close', () => client.emit('gone'));
});
client.on('line', (line: string) => {
  console.log(line);
  if (line === 'hello') {
    attempts = 0;
    if (paid++ === 0) open?.write('PAY\n');
  }
  if (line === 'bye') client.emit('stop');
});
client.on('gone', () => {
  if (over) return;
  const most = Math.min(
    Number(CAP),
    Number(BASE) * 2 ** attempts++,
  );
  pending = setTimeout(
    () => client.emit('visit'),
    most - (Math.random() * most) / 2,
  );
});
client.on('stop', () => {
  over = true;
  clearTimeout(pending);
  open?.end();
});
process.on('SIGTERM', () => {
  client.emit('stop');
  open?.destroy();
});
client.emit('visit');

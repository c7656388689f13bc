// Reads with for await, catches what it throws, and refuses to begin again once it is told to stop.
import net from 'node:net';

const port = Number(process.env.PORT ?? 6969);
const host = process.env.HOST ?? '127.0.0.1';
const base = Number(process.env.BASE ?? 100);
const cap = Number(process.env.CAP ?? 5000);
let isStopped = false;
let isPaid = false;
let wake = () => {};
let current: net.Socket | null = null;

process.on('SIGTERM', () => {
  isStopped = true;
  current?.destroy();
  wake();
});

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

for (let n = 1; !isStopped; n += 1) {
  const socket = net.createConnection(port, host);
  current = socket;
  try {
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        console.log(line);
        if (line === 'hello') {
          n = 0;
          if (!isPaid) socket.write('PAY\n');
          isPaid = true;
        } else if (line === 'bye') {
          isStopped = true;
        }
      }
      if (isStopped) break;
    }
    socket.end();
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code);
  }
  if (isStopped) break;
  const whole = Math.min(
    cap,
    base * 2 ** Math.max(0, n - 1),
  );
  if (n === 0) n = 1;
  await sleep(whole * (1 - Math.random() / 2));
}

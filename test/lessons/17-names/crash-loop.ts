// Wrong: a loop, whose sockets have no error listener.
import net from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
const FAMILY = Number(process.env.FAMILY ?? 0);

function find(name: string): string[] {
  const entry = (process.env.HOSTS ?? '')
    .split(';')
    .find((each) => each.startsWith(`${name}=`));
  return entry?.slice(name.length + 1).split(',') ?? [];
}

function tryNext(rest: string[], failures: string[]): void {
  const [address, ...others] = rest;
  if (address === undefined) {
    for (const line of failures) console.error(line);
    process.exitCode = 1;
    return;
  }
  const socket = net.connect(PORT, address);
  socket.on('connect', () =>
    console.log(`CONNECTED TO: ${address}`),
  );
  socket.on('data', (chunk) =>
    console.log(`DATA: ${chunk}`),
  );
  socket.on('close', (hadError) => {
    if (hadError) tryNext(others, failures);
  });
}

const list = find(NAME).filter(
  (each) => !FAMILY || net.isIP(each) === FAMILY,
);
tryNext(
  list,
  list.length > 0 ? [] : [`${NAME}: ENOTFOUND`],
);

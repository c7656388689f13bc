// Wrong: leaves the name to the system.
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

if (find(NAME).length === 0) {
  console.error(`${NAME}: ENOTFOUND`);
  process.exit(1);
}
const socket = net.connect({
  port: PORT,
  host: NAME,
  family: FAMILY,
});
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('data', (chunk) => console.log(`DATA: ${chunk}`));
socket.on('error', (error) => {
  const errors =
    error instanceof AggregateError
      ? error.errors
      : [error];
  for (const { address = NAME, code } of errors)
    console.error(`${address}: ${code}`);
  process.exitCode = 1;
});

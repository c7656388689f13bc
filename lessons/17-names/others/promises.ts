// A promise finds the addresses; lookup only translates.
import net, { type LookupFunction } from 'node:net';

const {
  HOSTS = 'shop=::1,127.0.0.1;stall=::1',
  PORT = '6969',
  NAME = 'shop',
  FAMILY = '0',
} = process.env;

interface Failure extends Error {
  code?: string;
  address?: string;
}

const book = new Map(
  HOSTS.split(';').map((entry) => {
    const [name = '', list = ''] = entry.split('=');
    return [name, list.split(',')] as const;
  }),
);

async function resolve(name: string, wanted: number) {
  const list = (book.get(name) ?? [])
    .map((address) => ({
      address,
      family: net.isIP(address),
    }))
    .filter(({ family }) => !wanted || family === wanted);
  const [first] = list;
  if (first) return { first, list };
  throw Object.assign(new Error(name), {
    code: 'ENOTFOUND',
  });
}

const lookup: LookupFunction = (name, options, done) => {
  resolve(name, Number(options.family ?? 0)).then(
    ({ first, list }) =>
      options.all
        ? done(null, list)
        : done(null, first.address, first.family),
    (error) => done(error, []),
  );
};

const socket = net.connect({
  port: Number(PORT),
  host: NAME,
  family: Number(FAMILY),
  lookup,
});
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('data', (chunk) => console.log(`DATA: ${chunk}`));
socket.on('error', (error) => {
  const { errors = [error] } = error as AggregateError;
  for (const { address, code } of errors as Failure[]) {
    console.error(`${address ?? NAME} ${code}`);
  }
  process.exitCode = 1;
});

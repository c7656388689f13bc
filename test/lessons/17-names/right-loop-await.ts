// Right: awaits each attempt, with a signal that ends it.
import net from 'node:net';

const {
  HOSTS = '',
  PORT = '6969',
  NAME = 'shop',
  FAMILY = '0',
} = process.env;
const wanted = Number(FAMILY);
const list = HOSTS.split(';')
  .filter((entry) => entry.startsWith(`${NAME}=`))
  .flatMap((entry) =>
    entry.slice(NAME.length + 1).split(','),
  )
  .filter(
    (address) =>
      wanted === 0 || net.isIP(address) === wanted,
  );

function reach(host: string): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({
      host,
      port: Number(PORT),
    });
    const clock = setTimeout(
      () => socket.destroy(new Error('too slow')),
      1000,
    );
    socket.on('error', reject);
    socket.on('connect', () => resolve(socket));
    socket.on('connect', () => clearTimeout(clock));
    socket.on('close', () => clearTimeout(clock));
  });
}

async function reachAny(): Promise<net.Socket | null> {
  if (list.length === 0) console.error(`ENOTFOUND ${NAME}`);
  const lines: string[] = [];
  for (const host of list) {
    try {
      return await reach(host);
    } catch (error) {
      const { code = 'TIMEOUT' } =
        error as NodeJS.ErrnoException;
      lines.push(`${host} ${code}`);
    }
  }
  for (const line of lines) console.error(line);
  return null;
}

const socket = await reachAny();
if (socket === null) process.exitCode = 1;
else {
  console.log(`CONNECTED TO: ${socket.remoteAddress}`);
  for await (const chunk of socket)
    console.log(String(chunk));
}

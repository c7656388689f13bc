// A client with a name, which prints what it hears.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

/** Settles with the socket once it is welcome, or gone. */
export function come(
  name: string,
  word = 'hi\n',
): Promise<net.Socket> {
  const socket = net.connect(PORT, HOST);
  if (word) socket.write(word);
  return new Promise((resolve) => {
    const tell = (what: string) => {
      console.log(`${name}: ${what}`);
      if (what !== 'busy') resolve(socket);
    };
    socket.on('data', (chunk) => tell(`${chunk}`.trim()));
    socket.on('end', () => tell('end'));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      tell(`${error.code}`),
    );
    socket.setTimeout(2000, () => resolve(socket));
  });
}

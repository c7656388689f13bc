// Right: a string whose characters are bytes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function formatText(offset: number, text: string) {
  const pairs = [...text].map((character) =>
    `0${character.charCodeAt(0).toString(16)}`.slice(-2),
  );
  while (pairs.length < 16) pairs.push('  ');
  pairs.splice(8, 0, '');
  const start = `0000000${offset.toString(16)}`.slice(-8);
  const shown = text.replace(/[^\x20-\x7e]/g, '.');
  return `${start}  ${pairs.join(' ')}  |${shown}|\n`;
}

function serve(socket: net.Socket) {
  let text = '';
  let offset = 0;

  socket.setEncoding('latin1');
  socket.on('data', (more) => {
    text += more;
    for (; text.length > 15; text = text.slice(16)) {
      socket.write(formatText(offset, text.slice(0, 16)));
      offset += 16;
    }
  });
  socket.on('end', () => {
    if (text) socket.write(formatText(offset, text));
  });
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

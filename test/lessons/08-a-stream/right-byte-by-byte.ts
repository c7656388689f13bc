// Right: takes one byte at a time.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total = 0;
  socket.on('readable', () => {
    // one byte at a time, whatever there is
    while (socket.read(1) !== null) total++;
  });
  socket.once(
    'end',
    () =>
      void socket.end(['total', total].join(' ') + '\n'),
  );
});
server.listen(PORT, HOST, () => {
  const at = server.address() as net.AddressInfo;
  console.log(
    `Server listening on ${at.address}:${at.port}`,
  );
});

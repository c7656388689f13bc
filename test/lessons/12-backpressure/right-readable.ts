// Right: takes what is readable, when there is room.
import fs from 'node:fs';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const FILE = process.env.BIG_FILE ?? process.execPath;

const server = net.createServer((socket) => {
  const file = fs.createReadStream(FILE);
  const pump = () => {
    while (!socket.writableNeedDrain) {
      const chunk = file.read();
      if (chunk === null) return;
      socket.write(chunk);
    }
  };
  file.on('readable', pump);
  socket.on('drain', pump);
  file.on('end', () => socket.end());
  socket.on('error', () => {});
  socket.on('close', () => file.destroy());
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

// A client that came to the wrong port: it speaks HTTP.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region stranger
const socket = net.connect(PORT, HOST);
socket.resume();
socket.write('GET / HTTP/1.1\r\n\r\n');

socket.setTimeout(500, () => {
  console.log('No answer. I am leaving.');
  socket.destroy();
});
// #endregion stranger

socket.on('error', (error) => console.log(error.message));
socket.on('close', () => console.log('Connection closed'));

// A refused connection has a `close`, too.
import net from 'node:net';

const taken = net.createServer().listen(0, '127.0.0.1');
taken.once('listening', () => {
  const { port } = taken.address() as net.AddressInfo;
  taken.close(() => ask(port));
});

function ask(port: number): void {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('close', (argument) => {
    const bytes = new TextEncoder().encode('你好');
    console.log(
      [
        `byteLength: ${bytes.byteLength}`,
        `closeArgument: ${typeof argument}`,
        `highWaterMark: ${socket.writableHighWaterMark}`,
      ].join('\n'),
    );
  });
}

// Right: a new server for each attempt.
import net, { type AddressInfo } from 'node:net';

const { HOST = '127.0.0.1', PORT = '6969' } = process.env;
function* ports() {
  for (let p = +PORT; p <= +PORT + 3; p++) yield p;
}
const tryPort = (port: number) =>
  new Promise<net.Server>((ok, no) => {
    const s = net.createServer(serve);
    s.once('error', no);
    s.listen(port, HOST, () => {
      s.off('error', no);
      ok(s);
    });
  });
function serve(this: net.Server, socket: net.Socket) {
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', (t) => {
    socket.write(
      'You said "' + String(t).toUpperCase() + '"',
    );
  });
}
(async () => {
  for (const port of ports()) {
    const s = await tryPort(port).catch((e) => {
      if (e.code === 'EADDRINUSE') return null;
      throw e;
    });
    if (s) {
      const a = s.address() as AddressInfo;
      console.log(
        `Server listening on ${a.address}:${a.port}`,
      );
      return;
    }
  }
  console.error('All four ports are taken');
  process.exitCode = 1;
})().catch((e) => {
  console.error(e.code);
  process.exitCode = 1;
});

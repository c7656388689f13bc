// A server that tries to catch what can't be caught.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();

// #region attempt
try {
  server.listen(PORT, HOST);
  console.log('No complaint so far');
} catch (error) {
  console.log(`Caught: ${error}`);
}
// #endregion attempt

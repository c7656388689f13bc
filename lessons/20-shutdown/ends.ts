// A server that ends all its connections at SIGTERM.
import { server, sockets } from './server.ts';

// #region ends
process.once('SIGTERM', () => {
  console.log('SIGTERM');
  server.close(() => console.log('closed'));
  for (const socket of sockets) socket.end();
});
// #endregion ends

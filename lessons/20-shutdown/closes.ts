// A server that closes at SIGTERM.
import { server } from './server.ts';

// #region closes
process.once('SIGTERM', () => {
  console.log('SIGTERM');
  server.close(() => console.log('closed'));
});
// #endregion closes

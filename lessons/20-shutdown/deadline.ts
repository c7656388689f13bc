// A server that nobody visits, with a deadline.
import { server } from './server.ts';

// #region deadline
server.on('listening', () => {
  process.kill(process.pid, 'SIGTERM');
});

process.once('SIGTERM', () => {
  console.log('SIGTERM');
  server.close(() => console.log('closed'));
  setTimeout(() => {
    console.log('too late');
    process.exit(1);
  }, 1000);
});
// #endregion deadline

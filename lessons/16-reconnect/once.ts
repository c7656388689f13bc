// A client that visits once.
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region once
const socket = net.connect(PORT, HOST);
readLines(socket, (line) => console.log(line));
socket.on('error', (error) => console.log(error.message));
socket.on('close', () => console.log('closed'));
// #endregion once

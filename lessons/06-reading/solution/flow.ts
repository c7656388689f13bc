// When does a socket begin to read?
import net from 'node:net';

const socket = new net.Socket();
console.log(`new: ${socket.readableFlowing}`);

socket.on('data', () => {});
console.log(`with a listener: ${socket.readableFlowing}`);

socket.pause();
console.log(`paused: ${socket.readableFlowing}`);

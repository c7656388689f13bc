// A client: says one thing, hears one thing.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

// #region speak
client.connect(PORT, HOST, () => {
  console.log('CONNECTED TO: ' + HOST + ':' + PORT);
  client.write('I am Chuck Norris!');
});
// #endregion speak

// #region hear
client.on('data', (data) => {
  console.log('DATA: ' + data);
  client.destroy();
});
// #endregion hear

client.on('close', () => {
  console.log('Connection closed');
});

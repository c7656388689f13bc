// Prints what it hopes for, before it is so.
import net from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);

// #region hope
// Reserved for examples: no machine has this address.
const HOST = '203.0.113.7';

const server = net.createServer();
server.listen(PORT, HOST);
console.log('Server listening on ' + HOST + ':' + PORT);
// #endregion hope

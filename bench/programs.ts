// The programs that all contestants run: the article's pair, with a mark to distinguish one save from the next.
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The article's server; it prints `mark` when it listens, and sends it in its answer. */
export function writeServer(file: string, mark: string, port = 6969): void {
  writeFileSync(
    file,
    `import net from 'node:net';

const server = net.createServer((socket) => {
  const { remoteAddress, remotePort } = socket;
  console.log(\`CONNECTED: \${remoteAddress}:\${remotePort}\`);
  socket.on('data', (data: Buffer) => {
    console.log(\`DATA \${remoteAddress}: \${data}\`);
    socket.write(\`You said "\${data.toString().toUpperCase()}" ${mark}\`);
  });
  socket.on('close', () => console.log(\`CLOSED: \${remoteAddress} \${remotePort}\`));
});
server.listen(Number(process.env.PORT ?? ${port}), '127.0.0.1', () => {
  console.log('Server listening ${mark}');
});
`,
  );
}

/** The article's client. */
export function writeClient(file: string, port = 6969): void {
  writeFileSync(
    file,
    `import net from 'node:net';

const client = net.connect(Number(process.env.PORT ?? ${port}), '127.0.0.1', () => {
  console.log('CONNECTED TO: 127.0.0.1');
  client.write('I am Chuck Norris!');
});
client.on('data', (data: Buffer) => {
  console.log(\`DATA: \${data}\`);
  client.destroy();
});
client.on('close', () => console.log('Connection closed'));
`,
  );
}

/** How an editor saves: into the file, or a new file over the old one. */
export type Way = 'in place' | 'by rename';

/** Saves a file as editors do. */
export function save(file: string, way: Way, write: (file: string) => void): void {
  if (way === 'in place') {
    write(file);
    return;
  }
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.swp`);
  write(beside);
  renameSync(beside, file);
}

// Tests runs beside other programs: each has a port and a path of its own, and no client reaches a server of another run.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { unlessLong } from '../support/length.ts';
import { holdPort, openOtherServer } from '../support/other-server.ts';
import { makeFolder, runTour } from '../support/tour.ts';

/** The folders for sockets that lie in `folder`. */
function listSocketFolders(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^socket-tour-(?!\d+(?:\/|$))/.test(name));
}

describe('beside another program on port 6969', () => {
  it('linear tours take other ports, never meet, and a client without a server is refused', {
    skip: unlessLong,
  }, async (t) => {
    // If another process has the port already, that one will do; and other clients may connect to it.
    await holdPort(t, 6969);
    const play = (lesson: string) => runTour(['walk', lesson, '--linear'], { cwd: makeFolder(t) });
    const tours = await Promise.all([play('4'), play('2')]);
    const ports = tours.map(({ code, stdout, stderr }) => {
      assert.equal(code, 0);
      assert.equal(stderr, '');
      assert.doesNotMatch(stdout, /EADDRINUSE|127\.0\.0\.1:6969\b|not part of this run/);
      assert.equal(stdout.match(/is in use outside this run/g)?.length, 1);
      const [, port] = /^Port 6969 is in use .* get (\d+) instead/m.exec(stdout) ?? [];
      assert.ok(stdout.includes(`Server listening on 127.0.0.1:${port}`), stdout);
      return port;
    });
    const [first, second] = tours;
    // In lesson 4 no server listens, even if one does in lesson 2.
    assert.ok(first.stdout.includes(`ECONNREFUSED 127.0.0.1:${ports[0]}`), first.stdout);
    assert.doesNotMatch(second.stdout, /ECONNREFUSED 127/);
    assert.notEqual(ports[0], ports[1]);
  });

  it('run does the same, and says it in Chinese too', async (t) => {
    await holdPort(t, 6969);
    const words = ['run', '2', '--plain', '--for', '60', '--lang', 'zh'];
    const { code, stdout, stderr } = await runTour(words, { cwd: makeFolder(t) });
    assert.match(stderr, /^端口 6969 已被/);
    assert.match(stdout, /CONNECTED TO: 127\.0\.0\.1:\d+/);
    assert.doesNotMatch(stdout, /EADDRINUSE|:6969\b/);
    // The lesson's own server crashes when a client comes.
    assert.equal(code, 1);
  });
});

describe('a port that was asked for', () => {
  it('is kept where another program has it: the server fails, and no client is started', async (t) => {
    const other = await openOtherServer(t);
    const PORT = String(other.port);
    const given = { cwd: makeFolder(t), environment: { PORT } };
    const { code, stdout, stderr } = await runTour(['run', '2', '--plain', '--for', '60'], given);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^PORT=${PORT} is set in the environment`));
    assert.match(stderr, /EADDRINUSE/);
    assert.doesNotMatch(stdout, /client/);
    assert.equal(other.connections, 0);
  });

  it('keeps a client alone from being started in the linear tour', {
    skip: unlessLong,
  }, async (t) => {
    const { port, connections } = await openOtherServer(t);
    const words = ['walk', '4', '--linear', '--port', String(port)];
    const { stdout } = await runTour(words, { cwd: makeFolder(t) });
    const told = new RegExp(`not part of this run\\s+listens\\s+on\\s+port\\s+${port}`);
    assert.match(stdout, told);
    assert.match(stdout, /server\.ts ended before it listened, so the client was not started/);
    assert.doesNotMatch(stdout, /client │ CONN/);
    assert.equal(connections, 0);
  });

  it('is reported where it is invalid, by the tour and by run', async (t) => {
    const given = { cwd: makeFolder(t), environment: { PORT: 'abc' } };
    for (const words of [
      ['walk', '2', '--linear'],
      ['run', '2'],
    ]) {
      const { code, stdout, stderr } = await runTour(words, given);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /^PORT is set to “abc” in the environment, and that is no port/);
    }
  });
});

describe('HOST and PORT that are set and empty', () => {
  it('count as unset, in a lesson and in other programs', async (t) => {
    const cwd = makeFolder(t);
    const source = `import net from 'node:net';
const server = net.createServer().listen(process.env.PORT ?? 0, process.env.HOST ?? '127.0.0.1', () => {
  console.log(server.address().address, process.env.PORT === undefined);
  server.close();
});\n`;
    writeFileSync(path.join(cwd, 'own.mjs'), source);
    const environment = { HOST: '', PORT: '' };
    const own = await runTour(['run', 'own.mjs', '--plain', '--for', '60'], { cwd, environment });
    assert.match(own.stdout, /127\.0\.0\.1 true/);
    const lesson = await runTour(['run', '4', '--plain', '--for', '60'], { cwd, environment });
    assert.match(lesson.stdout, /Server listening on 127\.0\.0\.1:\d+/);
  });

  it('and with a HOST that is no address, nothing else is listened on', async (t) => {
    const given = { cwd: makeFolder(t), environment: { HOST: 'nonsense' } };
    const { stdout, stderr } = await runTour(['run', '4', '--plain', '--for', '60'], given);
    assert.match(stdout, /Server listening on 127\.0\.0\.1:/);
    assert.match(stderr, /HOST is set to “nonsense”/);
  });
});

describe("a client that connects to another program's port by itself", () => {
  it('is reported to have talked to a program outside the run', async (t) => {
    const cwd = makeFolder(t);
    const other = await openOtherServer(t);
    const server = "import net from 'node:net';\nnet.createServer().listen(0, '127.0.0.1');\n";
    const client = `import net from 'node:net';\nnet.connect(${other.port}, '127.0.0.1');\n`;
    writeFileSync(path.join(cwd, 'server.mjs'), server);
    writeFileSync(path.join(cwd, 'client.mjs'), client);
    const { stderr } = await runTour(['run', 'server.mjs', 'client.mjs', '--for', '60'], { cwd });
    const where = `client connected to 127.0.0.1:${other.port}, where no program of this run`;
    assert.ok(stderr.replace(/\s+/g, ' ').includes(where), stderr);
    assert.equal(other.connections, 1);
  });

  it('is not reported for a server in a child process of the run', {
    skip: !['linux', 'darwin'].includes(process.platform),
  }, async (t) => {
    const cwd = makeFolder(t);
    const server = `import { fork } from 'node:child_process';
import net from 'node:net';
if (process.argv[2]) {
  const inner = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', () => {
    process.send(inner.address().port);
  });
} else {
  const child = fork(process.argv[1], ['child'], { execArgv: [] });
  child.once('message', (port) => {
    const outer = net.createServer((socket) => socket.end(String(port)));
    outer.listen(Number(process.env.PORT), '127.0.0.1');
  });
}\n`;
    const client = `import net from 'node:net';
net.connect(Number(process.env.PORT), '127.0.0.1').on('data', (port) => {
  net.connect(Number(String(port)), '127.0.0.1', () => console.log('both')).resume();
});\n`;
    writeFileSync(path.join(cwd, 'server.mjs'), server);
    writeFileSync(path.join(cwd, 'client.mjs'), client);
    const words = ['run', 'server.mjs', 'client.mjs', '--port', '0', '--for', '60', '--plain'];
    const { stdout, stderr } = await runTour(words, { cwd });
    assert.match(stdout, /both/);
    assert.doesNotMatch(stderr, /no program of this run/);
  });
});

describe('the folder for sockets', { skip: process.platform === 'win32' }, () => {
  it('is removed with the run', async (t) => {
    const TMPDIR = makeFolder(t);
    const given = { cwd: makeFolder(t), environment: { TMPDIR } };
    const { stdout } = await runTour(['run', '1', '--plain', '--for', '60'], given);
    assert.match(stdout, /Hello from TCP/);
    assert.deepEqual(listSocketFolders(TMPDIR), []);
    assert.notEqual(TMPDIR, tmpdir());
  });
});

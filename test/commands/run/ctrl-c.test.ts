// Tests Ctrl-C while programs run: they get SIGINT, as in a shell, and have time for what they do about it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createMarker, waitForNoProcess } from '../../support/processes.ts';
import { openTestTerminal, tourCommand } from '../../support/terminal.ts';
import { makeFolder } from '../../support/tour.ts';

const LISTEN = `import net from 'node:net';
import { spawn } from 'node:child_process';
const server = net.createServer((s) => s.on('error', () => {}).resume());
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log('up'));
`;
const CLIENT = `import net from 'node:net';
net.connect(Number(process.env.PORT), '127.0.0.1').on('close', () => console.log('gone')).resume();
`;
const on = (signal: string, body: string) => `process.on('${signal}', () => { ${body} });\n`;

/** A run in a terminal, of one server, or with a client. */
function open(t: TestContext, server: string, ...words: string[]) {
  const cwd = makeFolder(t);
  writeFileSync(path.join(cwd, 'server.mjs'), server);
  writeFileSync(path.join(cwd, 'client.mjs'), CLIENT);
  const marker = createMarker();
  const terminal = openTestTerminal(tourCommand('run', 'server.mjs', ...words), { cwd, marker });
  t.after(() => terminal.close());
  return {
    terminal,
    see: (what: RegExp) => terminal.waitFor(what, { what: String(what), scrollback: true }),
    async end(code: number): Promise<string> {
      assert.equal((await terminal.waitForExit()).code, code);
      await waitForNoProcess(marker);
      return terminal.screen({ scrollback: true }).join('\n');
    },
  };
}

describe('Ctrl-C in a run', { skip: process.platform === 'win32' }, () => {
  it('shows what the programs do about it', async (t) => {
    const tidy = "console.log('closing'); server.close(() => console.log('closed'));";
    const { terminal, see, end } = open(t, LISTEN + on('SIGINT', tidy), 'client.mjs');
    await see(/connection from/);
    terminal.press('ctrl-c');
    const shown = await end(0);
    for (const row of [/ closing +│/, / closed +│/, / · exit 0 +│/, /│ {2}· ended by SIGINT/]) {
      assert.match(shown, row);
    }
  });

  it('reaches what the programs have started', async (t) => {
    const child = `${on('SIGINT', "console.log('child heard'); process.exit()")}setInterval(() => {}, 1000); console.log('born');`;
    const spawn = `spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }).on('exit', () => process.exit());\n`;
    const { terminal, see, end } = open(t, LISTEN + spawn + on('SIGINT', ''));
    await see(/born/);
    terminal.press('ctrl-c');
    assert.match(await end(0), /child heard/);
  });

  it('explains a handler that fails', async (t) => {
    const { terminal, see, end } = open(t, LISTEN + on('SIGINT', 'serverr.close();'));
    await see(/up/);
    terminal.press('ctrl-c');
    assert.match(await end(1), /There is nothing called serverr here/);
  });

  it('is followed by SIGTERM where the programs go on', async (t) => {
    const handlers = on('SIGINT', "console.log('not yet');") + on('SIGTERM', 'process.exit(3)');
    const { terminal, see, end } = open(t, LISTEN + handlers);
    await see(/up/);
    terminal.press('ctrl-c');
    await see(/not yet/);
    assert.match(await end(1), /· exit 3/);
  });

  it('sends SIGTERM the second time, and kills the third time', async (t) => {
    const handlers =
      on('SIGINT', "console.log('not yet');") + on('SIGTERM', "console.log('nor now');");
    const { terminal, see, end } = open(t, LISTEN + handlers);
    await see(/up/);
    terminal.press('ctrl-c');
    await see(/not yet/);
    terminal.press('ctrl-c');
    await see(/nor now/);
    terminal.press('ctrl-c');
    assert.match(await end(0), /ended by SIGKILL/);
  });
});

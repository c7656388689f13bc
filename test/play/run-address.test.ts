import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  openRunAddress,
  type RunAddress,
  type RunAddressOptions,
} from '../../src/play/run-address.ts';
import { findFreePort } from '../../src/stage/free-port.ts';
import { Failure } from '../../src/text/failure.ts';
import type { Bilingual } from '../../src/text/language.ts';
import { openOtherServer } from '../support/other-server.ts';

async function open(t: TestContext, options: Partial<RunAddressOptions> = {}) {
  const place = await openRunAddress({ environment: {}, ...options });
  t.after(() => place.close());
  return place;
}

describe('the address of a run', () => {
  it("is the lessons' own while it is free", async (t) => {
    // Another program of this machine may take the port at the very moment; hardly three times.
    let preferred = 0;
    let place: RunAddress;
    let time = 0;
    do {
      preferred = await findFreePort();
      place = await open(t, { preferred });
      assert.equal(await place.prepare(() => {}), false);
      time += 1;
    } while (place.port !== preferred && time < 3);
    assert.equal(place.port, preferred);
    assert.equal(place.environment.PORT, String(preferred));
    assert.equal(place.environment.HOST, '127.0.0.1');
    assert.deepEqual(place.notes, []);
  });

  it("moves away from another program's port, and says so once", async (t) => {
    const other = await openOtherServer(t);
    const place = await open(t, { preferred: other.port });
    const notes: Bilingual[] = [];
    const note = () => notes.at(-1);
    assert.equal(await place.prepare((moved) => notes.push(moved)), false);
    assert.notEqual(place.port, other.port);
    const both = `${other.port}.*${place.port}`;
    assert.match(note()?.en ?? '', new RegExp(both));
    assert.match(note()?.zh ?? '', new RegExp(both));
    assert.equal(await place.prepare((moved) => notes.push(moved)), false);
    assert.equal(notes.length, 1);
    assert.equal(other.connections, 0);
  });

  it('belongs to one tour alone, even before anything listens there', async (t) => {
    let preferred = await findFreePort();
    let first = await open(t, { preferred });
    await first.prepare();
    // A test beside this one may have taken it meanwhile.
    for (let tries = 1; first.port !== preferred && tries < 3; tries += 1) {
      first.close();
      preferred = await findFreePort();
      first = await open(t, { preferred });
      await first.prepare();
    }
    const second = await open(t, { preferred });
    await second.prepare();
    assert.equal(first.port, preferred);
    assert.notEqual(second.port, preferred);
    first.close();
    second.close();
    const third = await open(t, { preferred });
    await third.prepare();
    assert.equal(third.port, preferred, 'who is done gives the port back');
  });

  it('stays the one that was asked for, and reports another program there', async (t) => {
    const other = await openOtherServer(t);
    const { port } = other;
    const PORT = String(port);
    for (const options of [{ port }, { environment: { PORT } }]) {
      const place = await open(t, options);
      assert.equal(await place.prepare(() => assert.fail('it moves')), true);
      assert.equal(place.port, port);
    }
    const [note] = (await open(t, { environment: { PORT } })).notes;
    assert.match(note?.en ?? '', new RegExp(`^PORT=${port} is set in the environment`));
  });

  it('takes 0 for any free port, and an empty PORT for none', async (t) => {
    const preferred = await findFreePort();
    const any = await open(t, { preferred, environment: { PORT: '0' } });
    assert.ok(any.port > 0 && any.port !== preferred);
    const none = await open(t, { preferred, environment: { PORT: '' } });
    assert.equal(none.port, preferred);
  });

  it('rejects a PORT that is no port', async () => {
    for (const PORT of ['abc', '65536', '-1', '80.5', '0x50', ' 80']) {
      await assert.rejects(openRunAddress({ environment: { PORT } }), (error) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.exitCode, 2);
        assert.ok(error.text.en.includes(`“${PORT}”`) && error.text.zh.includes(`“${PORT}”`));
        return true;
      });
    }
  });

  it("takes an address from HOST, and no machine's name", async (t) => {
    const hostOf = async (HOST: string) => {
      const { environment, notes } = await open(t, { environment: { HOST } });
      return [environment.HOST, notes.map(({ en }) => en.slice(0, 22))];
    };
    assert.deepEqual(await hostOf(''), ['127.0.0.1', []]);
    assert.deepEqual(await hostOf(os.hostname()), ['127.0.0.1', []]);
    assert.deepEqual(await hostOf('x86_64-conda-linux-gnu'), ['127.0.0.1', []]);
    assert.deepEqual(await hostOf('0.0.0.0'), ['0.0.0.0', ['HOST=0.0.0.0 is set in']]);
    assert.deepEqual(await hostOf('::1'), ['::1', ['HOST=::1 is set in the']]);
    assert.deepEqual(await hostOf('nonsense'), ['127.0.0.1', ['HOST is set to “nonsen']]);
  });

  it('has a path in a folder of its own, and removes what was left there', {
    skip: process.platform === 'win32',
  }, async (t) => {
    const place = await open(t, { port: await findFreePort() });
    const socket = place.environment.SOCKET_PATH ?? '';
    const { mode, uid } = statSync(path.dirname(socket));
    assert.equal(mode & 0o777, 0o700);
    assert.equal(uid, process.getuid?.());
    assert.ok(Buffer.byteLength(socket) <= 103);
    writeFileSync(socket, '');
    await place.prepare();
    assert.equal(existsSync(socket), false);
    assert.equal(existsSync(path.dirname(socket)), true);
    const other = await open(t);
    assert.notEqual(other.environment.SOCKET_PATH, socket, 'a run beside it has its own');
    writeFileSync(socket, '');
    await other.prepare();
    assert.ok(existsSync(socket), 'and leaves it alone');
  });

  it('keeps the path between a server and a client that run separately', async (t) => {
    assert.equal((await open(t, { isHalf: true })).environment.SOCKET_PATH, undefined);
    const environment = { SOCKET_PATH: '/tmp/my.sock' };
    assert.equal((await open(t, { environment })).environment.SOCKET_PATH, undefined);
  });
});

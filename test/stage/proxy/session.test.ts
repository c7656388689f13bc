// Tests programs with a tap and a proxy between them.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { explain } from '../../../src/stage/errors/explain.ts';
import { playSession, type SessionEnd } from '../../../src/stage/session.ts';
import { openStage, type ProxyPlan, type Stage } from '../../../src/stage/stage.ts';
import { unlessLong } from '../../support/length.ts';

const findProgram = (file: string) =>
  fileURLToPath(new URL(`../../fixtures/proxy/${file}`, import.meta.url));
const DEADLINE_MS = 60_000;
const SAID = 'I am 你好!';
const BYTES = Buffer.byteLength(SAID);

/** A session that has ended. */
interface Played {
  stage: Stage;
  end: SessionEnd;
  printed(actor: string): string[];
  /** How long after the server closed its last connection the session was over. */
  msAfterClose: number;
}

/** Plays a session of two fixtures through a proxy. */
async function play(
  t: TestContext,
  proxy: ProxyPlan,
  environment: Record<string, string> = {},
  server = 'chunk-server.ts',
): Promise<Played> {
  let closed = 0;
  const stage = openStage({
    onEvent({ actor, kind }) {
      if (actor === 'server' && kind === 'close') closed = performance.now();
    },
  });
  t.after(() => stage.stop());
  const end = await playSession(stage, {
    server: { actor: 'server', file: findProgram(server), environment: { PORT: '0' } },
    clients: [
      {
        actor: 'client',
        file: findProgram('chunk-client.ts'),
        environment: { TEXT: SAID, ...environment },
      },
    ],
    proxy,
  });
  const msAfterClose = performance.now() - closed;
  await stage.settled();
  const printed = (actor: string) =>
    stage.events.flatMap((event) =>
      event.actor === actor && event.kind === 'stdout' ? [event.text ?? ''] : [],
    );
  return { stage, end, printed, msAfterClose };
}

describe('a session through a proxy', { timeout: DEADLINE_MS }, () => {
  it('makes programs read byte by byte, in 20 of 20 connections', {
    skip: unlessLong,
  }, async (t) => {
    const { end, printed } = await play(t, { faults: { split: 1 } }, { ROUNDS: '20' });
    assert.equal(end.kind, 'ended');
    const ones = Array(20).fill(Array(BYTES).fill(1).join(' '));
    assert.deepEqual(printed('server'), ones);
    assert.deepEqual(printed('client'), ones);
  });

  it('makes a program read 3000 bytes one by one', { skip: unlessLong }, async (t) => {
    const { printed } = await play(t, { faults: { split: 1 } }, { TEXT: 'x'.repeat(3000) });
    const ones = Array(3000).fill(1).join(' ');
    assert.deepEqual(printed('server'), [ones]);
    assert.deepEqual(printed('client'), [ones]);
  });

  it('waits until the server has parted from what the proxy still held', async (t) => {
    const { end, stage, msAfterClose } = await play(t, { faults: { delay: 300 } });
    assert.equal(end.kind, 'ended');
    assert.ok(msAfterClose < 2500, 'it gave up waiting for a connection that had parted');
    const closes = stage.events.filter(({ actor, kind }) => actor === 'server' && kind === 'close');
    assert.equal(closes.length, 1);
  });

  it('knows the two numbers of a connection', async (t) => {
    const { stage } = await play(t, { faults: { split: 1 }, label: '--split 1' });
    const find = (actor: string, kind: string) =>
      stage.events.findIndex((event) => event.actor === actor && event.kind === kind);
    const joint = stage.events[find('proxy', 'connection')];
    const accepted = stage.events[find('server', 'connection')];
    assert.equal(joint?.connection, stage.events[find('client', 'connect')]?.connection);
    assert.equal(joint?.through, accepted?.connection);
    assert.ok(find('proxy', 'connection') < find('server', 'connection'));
    const listening = stage.events[find('proxy', 'listening')];
    assert.equal(listening?.text, '--split 1');
    assert.equal(listening?.remote, stage.events[find('server', 'listening')]?.local);
    const write = stage.events[find('proxy', 'write')];
    assert.deepEqual([write?.to, write?.bytes, write?.pieces], ['server', BYTES, BYTES]);
  });

  it('resets where it should, and says that it did', async (t) => {
    const { stage, printed } = await play(t, { faults: { resetAfter: 3 } });
    assert.deepEqual(printed('server'), ['read ECONNRESET']);
    assert.equal(printed('client')[0], 'read ECONNRESET');
    for (const actor of ['server', 'client']) {
      const told = await explain({ actor, exit: null, events: stage.events }, () => false);
      assert.match(told?.text.en ?? '', /^The proxy .* after 3 bytes/);
      assert.match(told?.text.zh ?? '', /代理.*发满 3 字节/);
    }
  });

  it('has no proxy where the server has no TCP port', async (t) => {
    const { end, stage } = await play(t, { faults: { split: 1 } }, {}, 'datagrams.ts');
    assert.equal(end.kind, 'notProxied');
    assert.equal(stage.program('client'), undefined);
  });
});

describe('the proxy of a stage', { timeout: DEADLINE_MS }, () => {
  it('is replaced by the next, and ends with the stage', { skip: unlessLong }, async (t) => {
    const stage = openStage();
    t.after(() => stage.stop());
    const file = findProgram('chunk-server.ts');
    const server = stage.start({ actor: 'server', file, environment: { PORT: '0' } });
    await stage.ready(server, DEADLINE_MS);
    const visit = async (actor: string, environment: Record<string, string>) => {
      const client = stage.start({
        actor,
        file: findProgram('chunk-client.ts'),
        environment: { TEXT: 'abc', ...environment },
      });
      await client.exited;
      await stage.settled();
      return stage.events.find((event) => event.actor === actor && event.kind === 'stdout')?.text;
    };
    const first = await stage.openProxy({ faults: { split: 1 } });
    assert.equal(await visit('client', { ...first?.environment }), '1 1 1');
    const second = await stage.openProxy({ faults: { split: 2 } });
    assert.equal(await visit('client-2', { ...second?.environment }), '2 1');
    if (first?.port !== second?.port) {
      assert.match((await visit('client-3', { ...first?.environment })) ?? '', /ECONNREFUSED/);
    }
    await stage.stop();
    assert.equal(await stage.openProxy({ faults: {} }), null);
  });
});

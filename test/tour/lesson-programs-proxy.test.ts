// Tests a lesson's programs with a proxy between them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openRunAddress } from '../../src/play/run-address.ts';
import { findFreePort } from '../../src/stage/free-port.ts';
import { openStage } from '../../src/stage/stage.ts';
import { LessonPrograms } from '../../src/tour/lesson-programs.ts';

const DEADLINE_MS = 30_000;
const directory = fileURLToPath(new URL('../fixtures/course-small/01-hello', import.meta.url));
const SERVER = { actor: 'server', file: 'server.ts' };
const CLIENT = { actor: 'client', file: 'client.ts' };

async function open(t: TestContext) {
  const locate = ({ file }: { file: string }) => path.join(directory, file);
  const stage = openStage();
  t.after(() => stage.stop());
  const programs = new LessonPrograms({
    stage,
    spares: undefined,
    directory,
    locate,
    place: await openRunAddress({ environment: {}, port: await findFreePort() }),
  });
  /** The output of the client that was started after this many events, once it has ended. */
  const hear = async (since: number) => {
    await stage.until(
      'the client to end',
      ({ actor, kind }) => actor === 'client' && kind === 'exit',
      DEADLINE_MS,
      since,
    );
    return stage.events
      .slice(since)
      .flatMap(({ actor, kind, text = '' }) =>
        actor === 'client' && kind === 'stdout' && text.startsWith('DATA') ? [text] : [],
      );
  };
  return { stage, programs, hear };
}

describe("a lesson's programs", () => {
  it('run through a proxy, again when run again, and without one after that', async (t) => {
    const { stage, programs, hear } = await open(t);
    const pieces = ['DATA: hel', 'DATA: lo'];
    assert.equal(await programs.play([SERVER, CLIENT], { faults: { split: 3 } }), null);
    assert.deepEqual(await hear(0), pieces);
    assert.match(programs.proxyAddress ?? '', /^127\.0\.0\.1:\d+$/);
    let since = stage.events.length;
    assert.equal(await programs.replay(), null);
    assert.deepEqual(await hear(since), pieces);
    since = stage.events.length;
    assert.equal(await programs.play([CLIENT], null), null);
    assert.deepEqual(await hear(since), ['DATA: hello']);
    assert.equal(programs.proxyAddress, null);
    since = stage.events.length;
    programs.expect([SERVER, CLIENT], { faults: { split: 3 } });
    assert.equal(await programs.replay(), null);
    assert.deepEqual(await hear(since), pieces);
  });

  it('include no client where a proxy has no server', async (t) => {
    const { stage, programs } = await open(t);
    const obstacle = await programs.play([CLIENT], { faults: { split: 3 } });
    assert.equal(obstacle?.kind, 'notProxied');
    assert.equal(stage.program('client'), undefined);
  });
});

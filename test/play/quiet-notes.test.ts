// Tests what is said of programs that failed in nothing: what was lost at their end, and what they met in silence.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDestroyed, describeLosses } from '../../src/play/loss-notes.ts';
import { describeBrokenText, hasQuietTrouble } from '../../src/play/quiet-troubles.ts';
import { describeEnd } from '../../src/play/run-notes.ts';
import { explain } from '../../src/stage/errors/explain.ts';
import type { Program } from '../../src/stage/program.ts';
import type { SessionEnd } from '../../src/stage/session.ts';
import type { Stage } from '../../src/stage/stage.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';

/** This file mentions what a program aborts by. */
const ABORTS = 'AbortSignal';

type Told = Pick<TraceEvent, 'actor' | 'kind'> & Partial<TraceEvent>;

/** A stage of a server and a client that did this; both ended well. */
function stageOf(...events: Told[]): Stage {
  const exit = { code: 0, signal: null };
  const programs = ['server', 'client'].map((actor) => ({ actor, title: `${actor}.mjs`, exit }));
  return { events, programs } as unknown as Stage;
}

const open: Told[] = [
  { actor: 'client', kind: 'connect', connection: 5 },
  { actor: 'server', kind: 'connection', connection: 5 },
  { actor: 'client', kind: 'write', connection: 5, bytes: 6 },
  { actor: 'server', kind: 'data', connection: 5, bytes: 6 },
];
const exit: Told = { actor: 'client', kind: 'exit' };

describe('of a program that ends with a connection open, it is told', () => {
  it('how many of its bytes never arrived', () => {
    const more: Told = { actor: 'client', kind: 'write', connection: 5, bytes: 4000 };
    const heard: Told = { actor: 'server', kind: 'end', by: 'peer', connection: 5 };
    const [note = ''] = describeLosses(stageOf(...open, more, exit, heard), 'en');
    assert.match(note, /^client ended .*: 4,000 of the bytes that it had written never arrived/);
  });

  it('nothing of bytes that the other program has not read yet', () => {
    const more: Told = { actor: 'client', kind: 'write', connection: 5, bytes: 4000 };
    assert.deepEqual(describeLosses(stageOf(...open, more, exit), 'en'), []);
  });

  it('how many bytes it never got', () => {
    const answer: Told = { actor: 'server', kind: 'write', connection: 5, bytes: 12 };
    const [note = ''] = describeLosses(stageOf(...open, answer, exit), 'en');
    assert.match(note, /: 12 of the bytes that server wrote never got to it/);
  });

  it('nothing where it had ended its side, or closed it', () => {
    const end: Told = { actor: 'client', kind: 'end', connection: 5 };
    const close: Told = { actor: 'client', kind: 'close', connection: 5 };
    assert.deepEqual(describeLosses(stageOf(...open, end, exit), 'en'), []);
    assert.deepEqual(describeLosses(stageOf(...open, close, exit), 'en'), []);
  });
});

describe('of a connection that a program destroyed, it is told', () => {
  const more: Told = { actor: 'client', kind: 'write', connection: 5, bytes: 4000 };
  const destroy: Told = { actor: 'client', kind: 'destroy', by: 'you', connection: 5 };
  const heard: Told = { actor: 'server', kind: 'end', by: 'peer', connection: 5 };

  it('how many bytes were never sent', () => {
    const [note = ''] = describeDestroyed(stageOf(...open, more, destroy, exit, heard), 'en');
    assert.match(note, /^client called destroy\(\) before all was sent.*server: 4,000 bytes never/);
    const [zh = ''] = describeDestroyed(stageOf(...open, more, destroy, exit, heard), 'zh');
    assert.match(zh, /destroy\(\)：有 4,000 字节没有送到/);
  });

  it('nothing where all arrived, where Node destroyed it, or where it was reset', () => {
    const byNode: Told = { ...destroy, by: 'node' };
    const reset: Told = { actor: 'server', kind: 'error', code: 'ECONNRESET', connection: 5 };
    for (const events of [
      [...open, destroy, exit, heard],
      [...open, more, byNode, exit, heard],
      [...open, more, destroy, exit, reset],
      [...open, more, destroy, exit],
    ]) {
      assert.deepEqual(describeDestroyed(stageOf(...events), 'en'), []);
    }
  });
});

describe('a trouble that a program met in silence', () => {
  const connecting: Told = { actor: 'client', kind: 'connecting' };
  const refused: Told = { actor: 'client', kind: 'error', code: 'ECONNREFUSED' };
  const isTold = (...events: Told[]) => {
    const stage = stageOf(...events);
    return hasQuietTrouble(stage, stage.programs[1] as Program);
  };

  it('is told where it never got a connection, or TLS failed', () => {
    assert.ok(isTold(connecting, refused));
    assert.ok(isTold(...open, { ...refused, code: 'ERR_SSL_WRONG_VERSION_NUMBER' }));
    const message =
      'Client network socket disconnected before secure TLS connection was established';
    assert.ok(isTold(...open, { ...refused, code: 'ECONNRESET', message }));
    assert.ok(!isTold(...open, { ...refused, code: 'ECONNRESET', message: 'read ECONNRESET' }));
  });

  it('is told where the end of a loop destroyed its socket', () => {
    assert.ok(isTold(...open, { ...refused, code: 'ABORT_ERR' }));
    const stage = stageOf(...open, { ...refused, code: 'ABORT_ERR' });
    const file = import.meta.filename;
    assert.ok(!hasQuietTrouble(stage, { ...stage.programs[1], file } as Program), ABORTS);
  });

  it('is not told where it got one later, or met none', () => {
    assert.ok(!isTold(connecting, refused, connecting, ...open));
    assert.ok(!isTold(connecting));
  });

  it('is a character that was cut, where chunks were read', () => {
    const printed: Told = { actor: 'server', kind: 'stdout', text: 'a�b' };
    const chunk = (hex: string): Told => ({ actor: 'server', kind: 'data', connection: 5, hex });
    const cut = stageOf(...open, chunk('61e4'), chunk('bda0'), printed);
    assert.match(describeBrokenText(cut, 'en')[0] ?? '', /^server printed �/);
    const sent = stageOf(...open, chunk('efbfbd'), printed);
    assert.deepEqual(describeBrokenText(sent, 'en'), [], 'a client may send that character itself');
    assert.deepEqual(describeBrokenText(stageOf(printed), 'en'), []);
  });
});

it('A server in a process of its own is not said to be silent', async () => {
  const stage = stageOf({ actor: 'server', kind: 'unwatched', text: 'node' });
  const end = { kind: 'calledOff', server: stage.programs[0] as Program } as const;
  const [note = ''] = await describeEnd(end, stage, 'en');
  assert.match(note, /^server\.mjs was not seen to listen by then.*process\.env\.PORT/);
});

it('A pause within a pipe is not taken for one of the program', async () => {
  const tellWith = async (by: 'you' | 'node') => {
    const stage = stageOf(...open, { actor: 'server', kind: 'pause', connection: 5, by });
    const server = { ...stage.programs[0], resources: async () => [] } as unknown as Program;
    const end: SessionEnd = { kind: 'leftOpen', server, addresses: ['A:5'], other: null };
    return (await describeEnd(end, stage, 'en'))[0] ?? '';
  };
  assert.match(await tellWith('you'), /It doesn't read what has arrived/);
  assert.match(await tellWith('node'), /A half-open connection stays/);
});

describe('an error is explained', () => {
  const tell = async (stderr: string[], events: Told[] = []) => {
    const report = { actor: 'client', exit: { code: 1, signal: null }, events, stderr };
    return (await explain(report as never, () => true))?.text.en ?? '';
  };

  it('of a folder that is missing, where Node reports EACCES', async () => {
    const text = await tell(['Error: listen EACCES: permission denied /tmp/no-such/app.sock']);
    assert.match(text, /^There is no folder \/tmp\/no-such for the socket/);
  });

  it('by its own message, where the program printed words of its own', async () => {
    const message = 'getaddrinfo ENOTFOUND nowhere.invalid';
    const seen: Told = { actor: 'client', kind: 'error', code: 'ENOTFOUND', message };
    const text = await tell(['failed: ENOTFOUND undefined undefined'], [seen]);
    assert.match(text, /^The name nowhere\.invalid has no address/);
  });

  it('with a way to catch it, where an await threw it', async () => {
    const text = await tell([
      'node:internal/process/promises:391',
      '    triggerUncaughtException(err, true /* fromPromise */);',
      'Error: read ECONNRESET',
    ]);
    assert.match(text, /a listener for 'error' does not catch that/);
  });
});

// Tests that each kind of event is seen, with its fields.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { watchStates } from '../../../src/stage/states/state-watch.ts';
import { KINDS, type Kind, type TraceEvent } from '../../../src/stage/trace/trace.ts';
import { few, unlessLong } from '../../support/length.ts';
import { openStage } from '../../support/stage.ts';
import { makeCertificate } from '../certificate.ts';
import { findProgram, perform } from '../programs.ts';

const DEADLINE_MS = 60_000;
const seen = new Set<Kind>();
const folder = mkdtempSync(path.join(tmpdir(), 'kinds-test-'));
after(() => rmSync(folder, { recursive: true }));

/** A server and its clients, each of which does one of the acts of pair.mts, until all have ended. */
async function play(acts: string, environment: Record<string, string> = {}) {
  const stage = openStage();
  const file = findProgram('pair.mts');
  const [server, ...clients] = acts.split(' ') as [string, ...string[]];
  const start = (actor: string, act: string, port: string) =>
    stage.start({
      actor,
      file,
      arguments: [actor.slice(0, 6), act],
      environment: { PORT: port, CLIENTS: String(clients.length), ...environment },
    });
  const program = start('server', server, '0');
  const ready = await stage.ready(program, DEADLINE_MS);
  assert.ok(typeof ready === 'object' && 'listening' in ready, JSON.stringify(ready));
  const port = /\d+$/.exec(ready.listening)?.[0] ?? '';
  for (const [index, client] of clients.entries()) start(`client${index}`, client, port);
  await Promise.all(stage.programs.map(({ exited }) => exited));
  await stage.stop();
  return note(stage.events);
}

function note(events: readonly TraceEvent[]): readonly TraceEvent[] {
  for (const { kind } of events) seen.add(kind);
  return events;
}

/** The socket events of one end in short: `end you`, `data 3 bye true` where nobody takes it, `error ECONNRESET`. */
function tell(events: readonly TraceEvent[], actor: string): string[] {
  return events
    .filter((event) => event.actor === actor && event.connection !== undefined)
    .map(({ kind, by, bytes, preview, isUnread, unread, hadError, code }) =>
      [kind, by, bytes, preview, isUnread, unread, hadError, code]
        .filter((part) => part !== undefined)
        .join(' '),
    );
}

const FOLLOWS = 'end peer, end node, finish, destroy node, close false';
const ENDS = 'end you, finish, end peer, destroy node, close false';

// What the server does, what the client does, and the events of each.
const CASES: Record<string, [server: string, client: string]> = {
  'nothing end': [
    `connection, resume, data 3 bye true, ${FOLLOWS}`,
    `connect, resume, write 3 bye, ${ENDS}`,
  ],
  'greet destroy': [
    `connection, resume, write 5 hello, ${FOLLOWS}`,
    'connect, resume, data 5 hello, destroy you, close false',
  ],
  'greet reset': [
    'connection, resume, write 5 hello, destroy node, error ECONNRESET, close true',
    'connect, resume, data 5 hello, reset, close false',
  ],
  'echo cork': [
    'connection, data 6 onetwo, write 6 onetwo, end peer, end node, finish, pause node, destroy node, close false',
    'connect, resume, write 3 one, write 3 two, end you, finish, data 6 onetwo true, end peer, destroy node, close false',
  ],
  'nothing stream': [
    `connection, resume, data 5 piped true, ${FOLLOWS}`,
    'connect, write 5 piped, end node, finish, end peer, destroy node, close false',
  ],
  'nothing pipeline': [
    `connection, resume, data 5 piped true, ${FOLLOWS}`,
    'connect, write 5 piped, end node, finish, end peer, destroy node, close false',
  ],
  'leave greet': [
    'connection, data 5 hello, destroy node, error ABORT_ERR, close true',
    `connect, resume, write 5 hello, ${FOLLOWS}`,
  ],
  'reference end': [
    'connection, data 3 bye, end peer, end you, finish, destroy node, close false',
    `connect, resume, write 3 bye, ${ENDS}`,
  ],
  'nothing timer': [`connection, resume, ${FOLLOWS}`, 'connect, resume, destroy you, close false'],
  'nothing each': [`connection, resume, ${FOLLOWS}`, `connect, resume, ${ENDS}`],
  'nothing soon': [
    `connection, resume, ${FOLLOWS}`,
    'connect, resume, end you, finish, destroy you, close false',
  ],
  'nothing promise': [`connection, resume, ${FOLLOWS}`, `connect, resume, ${ENDS}`],
  'nothing late': [
    `connection, resume, ${FOLLOWS}`,
    'connect, resume, end you, destroy node, error ERR_STREAM_WRITE_AFTER_END, close true, unsent 15 after the close',
  ],
  'nothing timeout': [
    `connection, resume, ${FOLLOWS}`,
    'connect, resume, timeout, destroy you, close false',
  ],
  // The chunk and the FIN have arrived, and nobody takes them.
  'ignore end': [
    'connection, arrived 3 bye, fin true, destroy you, close 3 false',
    `connect, resume, write 3 bye, ${ENDS}`,
  ],
  'hold end': [
    `connection, pause you, arrived 3 bye, fin, resume, data 3 bye true, ${FOLLOWS}`,
    `connect, resume, write 3 bye, ${ENDS}`,
  ],
  // What is taken before anything else happens has not only arrived.
  'readable end': [`connection, data 3 bye, ${FOLLOWS}`, `connect, resume, write 3 bye, ${ENDS}`],
  'slow end': [`connection, data 3 bye, ${FOLLOWS}`, `connect, resume, write 3 bye, ${ENDS}`],
  // Half a character is no text yet.
  'text torn': [
    `connection, arrived 2 \\xe4\\xbd, write 2 go, data 6 你好, ${FOLLOWS}`,
    `connect, write 2 \\xe4\\xbd, data 2 go, write 4 \\xa0好, ${ENDS}`,
  ],
  'end pause': [
    `connection, resume, write 3 bye, ${ENDS}`,
    `connect, resume, data 3 bye, pause you, resume, ${FOLLOWS}`,
  ],
};

it('what Node closes once all is written is closed by Node, as with HTTP', async () => {
  const { events } = await perform('http-close.mts');
  const closed = note(events).filter(({ kind }) => kind === 'destroy');
  assert.deepEqual(
    closed.map(({ by }) => by),
    ['node', 'node'],
  );
});

describe('what each end does, and whether Node did it', { concurrency: 2 }, () => {
  for (const [acts, [server, client]] of few(Object.entries(CASES), 8)) {
    it(acts, async () => {
      const events = await play(acts);
      assert.equal(tell(events, 'server').join(', '), server);
      assert.equal(tell(events, 'client0').join(', '), client);
    });
  }

  it('what is written to a socket that is destroyed', async () => {
    const events = await play('miss gone');
    // Its peer has ended: Node gives such a socket a method of its own to write with.
    assert.equal(
      tell(events, 'server').join(', '),
      `connection, resume, ${FOLLOWS}, unsent 4 late`,
    );
    assert.equal(
      tell(events, 'client0').join(', '),
      'connect, destroy you, unsent 4 gone, unsent 3 bye, close false',
    );
    // Once, though it calls Node's.
    const own = tell(await play('nothing own'), 'client0');
    assert.deepEqual(own, ['connect', 'destroy you', 'close false', 'unsent 3 own']);
  });

  it('how much waits in the process', async () => {
    const events = await play('big nothing');
    const of = (actor: string, ...kinds: Kind[]) =>
      events
        .filter((event) => event.actor === actor && kinds.includes(event.kind))
        .map(({ kind, bytes, buffered }) => [kind, bytes, buffered]);
    assert.deepEqual(of('server', 'write', 'drain', 'end').slice(0, 5), [
      // The kernel can't take this at once, and Node counts it until all is taken.
      ['write', 2 ** 25, 2 ** 25],
      ['drain', undefined, 0],
      ['write', 4, 0],
      // This one is part of the call that ends.
      ['write', 3, undefined],
      ['end', undefined, 0],
    ]);
    assert.ok(of('client0', 'data').every(([, , buffered]) => buffered === undefined));
  });

  it('a call during which something else happens, or the program ends', async () => {
    const kinds = (events: readonly TraceEvent[]) =>
      events
        .filter(({ actor, connection }) => actor === 'client0' && connection !== undefined)
        .map(({ kind, buffered }) => [kind, buffered]);
    const nested = kinds(await play('nothing nested'));
    assert.deepEqual(nested.slice(1, 6), [
      ['resume', undefined],
      ['write', undefined],
      ['pause', undefined],
      ['resume', undefined],
      ['end', 0],
    ]);
    const events = await play('nothing die');
    assert.deepEqual(kinds(events).slice(1), [['write', undefined]]);
    assert.equal(events.find(({ kind }) => kind === 'write')?.hex, '6c61737420776f726473');
    assert.equal(
      events.find(({ actor, kind }) => actor === 'client0' && kind === 'exit')?.signal,
      'SIGKILL',
    );
  });

  it('bytes, previews and digits, whatever the type and the encoding', async () => {
    const events = await play('nothing kinds');
    const of = (kind: Kind) => events.filter((event) => event.kind === kind);
    assert.deepEqual(
      of('write').map(({ bytes, preview }) => [bytes, preview]),
      [
        [7, '你好\\n'],
        [2, '\\xff\\x00'],
        [1, '\\xe9'],
        [3, '\\x01\\x02\\x7f'],
        [61, `a${'你'.repeat(15)}\\xe4\\xbd`],
        [12, '\\\\ \\t\\r\\xc2\\x85\\xe2\\x80\\xae\\xe2\\x80\\xa8'],
        [5, 'hello'],
        [5, 'café'],
      ],
    );
    assert.deepEqual(
      of('write').map(({ hex }) => hex),
      [
        'e4bda0e5a5bd0a',
        'ff00',
        'e9',
        '01027f',
        `61${'e4bda0'.repeat(15)}e4bd`,
        '5c20090dc285e280aee280a8',
        '68656c6c6f',
        '636166c3a9',
      ],
    );
    const hex = of('data').map((event) => event.hex);
    assert.equal(hex.join('').slice(0, 18), 'e4bda0e5a5bd0aff00');
    assert.equal(
      of('data').reduce((sum, { bytes = 0 }) => sum + bytes, 0),
      96,
    );
  });
});

describe('where things happen', { concurrency: 2 }, () => {
  it('a connection has one number, and each end the address of the other', async () => {
    const events = await play('nothing end');
    const find = (wanted: Kind) => events.find(({ kind }) => kind === wanted) as TraceEvent;
    const { local } = find('listening');
    const { connection, ...made } = find('connect');
    assert.match(String(local), /^\[::\]:\d+$|^0\.0\.0\.0:\d+$/);
    assert.equal(made.local?.endsWith(`:${connection}`), true);
    assert.equal(find('connection').remote?.endsWith(`:${connection}`), true);
    assert.equal(find('connecting').remote, `localhost:${/\d+$/.exec(local ?? '')?.[0]}`);
    assert.deepEqual(
      new Set(events.flatMap((event) => event.connection ?? [])),
      new Set([connection]),
    );
    assert.equal(
      events.findLast(({ kind, hadError }) => kind === 'close' && hadError === undefined)?.local,
      local,
    );
  });

  it('a server has the backlog that it asked for', async () => {
    const events = note((await perform('backlogs.mts')).events);
    const listening = events.filter(({ kind }) => kind === 'listening');
    assert.deepEqual(
      listening.map(({ backlog }) => backlog),
      [undefined, 3, 4, 5],
    );
  });

  it('connections over a path are numbered in the order in which they are made', async () => {
    const events = await play('nothing end end end', {
      SOCKET_PATH: path.join(folder, 'numbered'),
    });
    for (const actor of ['client0', 'client1', 'client2']) {
      const [number] = events.flatMap((event) =>
        event.actor === actor ? (event.connection ?? []) : [],
      );
      const data = events.find(({ kind, connection }) => kind === 'data' && connection === number);
      assert.equal(data?.actor, 'server');
    }
    assert.deepEqual(
      [...new Set(events.flatMap(({ connection }) => connection ?? []))].sort(),
      [1, 2, 3],
    );
  });

  it('a name has its addresses, and each attempt at one of several its outcome', async () => {
    const events = note((await perform('addresses.mts')).events);
    const isAbout = ({ kind }: TraceEvent) =>
      /^(connecting|lookup|connect|connectionAttempt.*|drop|closing)$/.test(kind);
    const tells = events.filter(isAbout).map(({ kind, text, address, remote, message, local }) =>
      [kind, text, address, remote, message, kind === 'closing' ? local : undefined]
        .filter((part) => part !== undefined)
        .join(' ')
        .replace(/:\d+/g, ''),
    );
    const named = ['connecting name.test'];
    const all = [
      // Of a single address, it is enough to know it.
      [...named, 'lookup name.test 127.0.0.1', 'connect 127.0.0.1'],
      [...named, 'lookup name.test 127.0.0.2', 'lookup name.test 127.0.0.1'],
      ['connectionAttempt 127.0.0.2'],
      ['connectionAttemptFailed 127.0.0.2 connect ECONNREFUSED 127.0.0.2'],
      ['connectionAttempt 127.0.0.1', 'connect 127.0.0.1'],
    ].flat();
    assert.deepEqual(tells.slice(0, all.length), all);
    // Which of a dropped connection's two ends comes first is the kernel's business.
    assert.deepEqual(tells.slice(-3).sort(), [
      'closing 127.0.0.1',
      'connect 127.0.0.1',
      'drop 127.0.0.1',
    ]);
    if (process.platform !== 'linux') return;
    const last = tells.lastIndexOf('connecting name.test');
    const timed = tells.slice(last).filter((one) => one !== 'connect 127.0.0.3');
    assert.deepEqual(timed.slice(0, 7), [
      ...[...named, 'lookup name.test 127.0.0.3', 'lookup name.test 127.0.0.1'],
      ...['connectionAttempt 127.0.0.3', 'connectionAttemptTimeout 127.0.0.3'],
      ...['connectionAttempt 127.0.0.1', 'connect 127.0.0.1'],
    ]);
  });

  it('sockets of a worker thread are those of the program, or it is said that they are not seen', async () => {
    const { events, exit } = await perform('worker-server.mjs');
    assert.equal(exit.code, 0);
    const of = (wanted: Kind) => events.filter(({ kind }) => kind === wanted);
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    // Before, a worker can't load the tap's TypeScript.
    if (major > 22 || (major === 22 && minor >= 18)) {
      assert.deepEqual([of('listening').length, of('connection').length], [1, 1]);
      assert.equal(of('unwatched').length, 0);
      const count = (kind: Kind) => of(kind).reduce((sum, { bytes = 0 }) => sum + bytes, 0);
      // However the two threads' reports get in each other's way, none is lost.
      assert.equal(count('write'), count('data'));
    } else {
      assert.deepEqual(
        of('unwatched').map(({ text }) => text),
        [''],
      );
    }
    assert.equal(of('write').filter(({ hex }) => hex !== undefined).length, of('write').length);
  });

  it('of a child process it is said that its sockets are not seen', async () => {
    const events = note((await perform('fork.mts')).events);
    const [child] = events.filter(({ kind }) => kind === 'unwatched');
    assert.equal(child?.text, path.basename(process.execPath));
    assert.ok(child?.pid);
  });

  it('datagrams are named by the port of the client', async () => {
    const events = note((await perform('udp.ts')).events);
    for (const { kind, bytes = 0, hex } of events.filter(({ protocol }) => protocol === 'udp')) {
      if (kind === 'write' || kind === 'data') assert.equal(hex?.length, 2 * Math.min(bytes, 48));
    }
    const [listening, ...more] = events.filter(({ kind }) => kind === 'listening');
    assert.equal(more.length, 0);
    assert.deepEqual(listening?.protocol, 'udp');
    const exchanges = events.filter(({ protocol, connection }) => protocol && connection);
    const tells = exchanges.map(({ kind, bytes, preview }) => `${kind} ${bytes} ${preview}`);
    assert.deepEqual(tells.sort(), [
      'data 0 ',
      'data 3 abc',
      'data 3 def',
      ...['data 5 got 0', 'data 5 got 3', 'data 5 got 3'],
      'write 0 ',
      'write 3 abc',
      'write 3 def',
      ...['write 5 got 0', 'write 5 got 3', 'write 5 got 3'],
    ]);
    const [number] = exchanges.map(({ connection }) => connection);
    assert.ok(exchanges.every(({ connection }) => connection === number));
    assert.ok(!listening?.local?.endsWith(`:${number}`));
  });

  it('both ends of an exchange of datagrams give it one number', async () => {
    const { events, exit } = await perform('udp-connected.mts');
    assert.equal(exit.code, 0);
    const numbers = (wanted: Kind) =>
      events.flatMap(({ kind, connection }) => (kind === wanted ? (connection ?? 0) : []));
    assert.deepEqual(numbers('write'), numbers('data'));
    assert.equal(new Set(numbers('write')).size, 2);
  });

  it('the plain text of an encrypted connection is seen, once', async (t) => {
    const files = makeCertificate(t, folder);
    if (!files) return;
    const { events } = await perform('tls.ts', { environment: files });
    const tells = tell(events, 'program');
    for (const one of ['write 10 the secret', 'data 10 the secret', 'write 10 THE SECRET']) {
      assert.equal(tells.filter((each) => each === one).length, 1, one);
    }
    assert.equal(tells.filter((each) => each.startsWith('close')).length, 2);
  });
});

describe('what goes wrong', { concurrency: 2 }, () => {
  it('a client of a TLS server that speaks none, by the name of its event', async (t) => {
    const files = makeCertificate(t, folder);
    if (!files) return;
    const { events } = await perform('tls-stranger.ts', { environment: files });
    const names = events.flatMap(({ kind, text }) => (kind === 'error' ? [text] : []));
    assert.ok(names.includes('tlsClientError'), names.join());
  });

  it('a refused connection', async () => {
    const { events } = await perform('unhandled-error.ts');
    const error = note(events).find(({ kind }) => kind === 'error');
    assert.equal(error?.code, 'ECONNREFUSED');
    assert.match(error?.message ?? '', /^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    assert.equal(error?.connection, undefined);
  });

  it('a call without a port asks for no connection', async () => {
    const { events, stdout } = await perform('no-port.mjs');
    assert.equal(stdout.length, 4);
    assert.ok(
      stdout.every((code) => code.startsWith('ERR_')),
      stdout.join(),
    );
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'connecting'),
      [],
    );
  });

  it('a port in use', async () => {
    const { events } = await perform('port-in-use.ts');
    const { code, message } = events.find(({ kind }) => kind === 'error') as TraceEvent;
    assert.equal(code, 'EADDRINUSE');
    assert.match(message ?? '', /^listen EADDRINUSE: address already in use 127\.0\.0\.1:\d+$/);
  });

  it('a buffer that was full', async () => {
    const { events } = await perform('big-write.ts');
    const of = (kind: Kind) => note(events).filter((event) => event.kind === kind);
    assert.equal(of('drain').length, 1);
    assert.deepEqual(
      of('write').map(({ bytes }) => bytes),
      [2 ** 20],
    );
    assert.equal(
      of('data').reduce((sum, { bytes = 0 }) => sum + bytes, 0),
      2 ** 20,
    );
  });

  it('a prompt, which has no line ending', async () => {
    const stage = openStage();
    stage.start({ actor: 'program', file: findProgram('prompt.ts') });
    const isPart = ({ kind }: TraceEvent) => kind === 'partial';
    const { text, stream } = await stage.until('the prompt', isPart, DEADLINE_MS);
    await stage.stop();
    const line = note(stage.events).find(({ kind }) => kind === 'stdout');
    assert.deepEqual([text, stream, line?.text, line?.shown], ['Name? ', undefined, 'Name? ', 6]);
  });

  it('the end of a program: a code, or a signal', async () => {
    const crash = await perform('crash-in-data.ts');
    assert.deepEqual(pick(crash.events.at(-1)), { kind: 'exit', code: 1, signal: null });
    const killed = await perform('killed.ts');
    assert.deepEqual(pick(killed.events.at(-1)), { kind: 'exit', code: null, signal: 'SIGTERM' });
    assert.ok(note(killed.events)[0]?.pid);
  });

  it("an uncaught error's text comes before what the other end sees of it", async () => {
    const events = await play('crash greet');
    const crash = events.findIndex(({ text }) => text === 'Error: crashed');
    const noticed = events.findIndex(({ actor, by }) => actor === 'client0' && by === 'peer');
    assert.equal(events[crash]?.kind, 'stderr');
    assert.ok(crash > events.findIndex(({ kind }) => kind === 'data'));
    assert.ok(crash < (noticed < 0 ? events.length : noticed), `${crash} is not before ${noticed}`);
    assert.ok(events.every(({ actor, kind }) => actor !== 'server' || kind !== 'error'));
  });
});

function pick({ kind, code, signal }: Partial<TraceEvent> = {}) {
  return { kind, code, signal };
}

it('what the kernel says of a socket is one too', async () => {
  const stage = openStage();
  const states = watchStates(stage);
  const options = {
    actor: 'server',
    file: findProgram('states.mts'),
    arguments: ['server', 'follows'],
  };
  await stage.ready(stage.start(options), DEADLINE_MS);
  await states.end();
  await stage.stop();
  const said = note(stage.events).find(({ kind }) => kind === 'state');
  assert.equal(said?.state, 'LISTEN');
});

it('no kind of event is left out, but the verdict of a check', { skip: unlessLong }, () => {
  assert.deepEqual([...seen, 'verdict'].sort(), [...KINDS].sort());
});

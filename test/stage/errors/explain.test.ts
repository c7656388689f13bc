import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { explain, type FailureReport } from '../../../src/stage/errors/explain.ts';
import { openStage } from '../../../src/stage/stage.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { measureWidth } from '../../../src/text/width.ts';
import { few } from '../../support/length.ts';
import { crash, makeFolder } from '../crash.ts';
import { assertChinese } from './chinese.ts';

let folder = '';
let remove = () => {};
before(() => {
  ({ folder, remove } = makeFolder());
});
after(() => remove());

const all = () => true;
const NET = "import net from 'node:net';\n";

/** Programs that fail: what they are, the code to find, and what the paragraph must say. */
const PROGRAMS: [what: string, source: string, code: string, en: RegExp, lesson: string | null][] =
  [
    [
      'a refused connection',
      "net.connect(1, '127.0.0.1');",
      'ECONNREFUSED',
      /^No program listens on 127\.0\.0\.1:1\..*Nothing listened for 'error'.*Lesson 4 \(04-client\)/,
      '04-client',
    ],

    [
      'a refused connection that the program tells in a line of its own',
      `net.connect(1, '127.0.0.1').on('error', (e) => {
        console.error('sorry: ' + e.message); process.exitCode = 1; });`,
      'ECONNREFUSED',
      /^No program listens on 127\.0\.0\.1:1\.(?!.*Nothing listened)/,
      '04-client',
    ],
    [
      'a connection to port 0',
      "net.connect(0, '127.0.0.1');",
      process.platform === 'linux' ? 'ECONNREFUSED' : 'EADDRNOTAVAIL',
      process.platform === 'linux' ? /port 0/ : /./,
      process.platform === 'linux' ? '04-client' : '03-server-events',
    ],

    [
      // As Node 20 reported it of a cable that was cut; a test has none to cut.
      'a peer that fell silent',
      `const error = Object.assign(new Error('read ETIMEDOUT'), { code: 'ETIMEDOUT', syscall: 'read' });
      const server = net.createServer((socket) => socket.destroy(error));
      server.listen(0, '127.0.0.1', () => net.connect(server.address().port, '127.0.0.1').resume());`,
      'ETIMEDOUT',
      /^The other side fell silent while the connection was open/,
      '15-silence',
    ],

    [
      'a method of strings on bytes',
      `const server = net.createServer((socket) => socket.on('data', (data) => data.toUpperCase()));
      server.listen(0, '127.0.0.1', () => net.connect(server.address().port).write('x'));`,
      'TypeError',
      /^data is no string, and only strings have toUpperCase\(\)/,
      '02-server-callback',
    ],

    [
      'a method of strings on a toString that is not called',
      "Buffer.from('x').toString.toUpperCase();",
      'TypeError',
      /make text of it with Buffer\.from\(\.\.\.\)\.toString\(\),/,
      '02-server-callback',
    ],

    [
      'a package that is not there',
      "import 'no-such-package';",
      'ERR_MODULE_NOT_FOUND',
      /^The package no-such-package is not installed/,
      null,
    ],
    [
      'a file that is not there',
      "import './missing.js';",
      'ERR_MODULE_NOT_FOUND',
      /^There is no file .*missing\.js\./,
      null,
    ],
    [
      'a built-in module that is not there',
      "import 'node:nett';",
      'ERR_UNKNOWN_BUILTIN_MODULE',
      /no module node:nett/,
      null,
    ],
    [
      'an import that is misspelt',
      "import { creatServer } from 'node:net'; creatServer();",
      'SyntaxError',
      /^node:net has nothing called creatServer/,
      null,
    ],
    [
      'require in a module',
      "require('node:net');",
      'ReferenceError',
      /import net from 'node:net'/,
      null,
    ],
    ['an await without end', 'await new Promise(() => {});', 'exit 13', /still waiting/, null],
    [
      'a thrown text',
      "throw 'text';",
      'throw',
      /^The program threw something that is not an Error/,
      null,
    ],
    [
      'a promise that fails with a text',
      "Promise.reject('text');",
      'ERR_UNHANDLED_REJECTION',
      /^A promise failed with something that is not an Error.*, which has a stack\.$/,
      null,
    ],
  ];

describe('explain', () => {
  for (const [index, [what, source, code, en, lesson]] of few(PROGRAMS.entries(), 6)) {
    it(`explains ${what}`, async () => {
      const body = source.startsWith('import') ? source : NET + source;
      const report = await crash(folder, `program-${index}.mjs`, body);
      const explanation = await explain(report, all);
      assert.ok(explanation, report.stderr?.join('\n'));
      assert.equal(explanation.code, code);
      assert.match(explanation.text.en, en);
      assert.equal(explanation.lesson, lesson);
      assertChinese(explanation.text.zh);
    });
  }

  it("does not explain a program's own errors", async () => {
    const source = "console.error('ERROR in line 3: EVERYTHING is lost'); throw new Error('mine');";
    assert.equal(await explain(await crash(folder, 'own.mjs', source), all), null);
  });

  it('explains the last of several errors, the one that ended the program', async () => {
    const source = `${NET}net.connect(1, '127.0.0.1').on('error', (error) => {
      console.error(error); null.port; });`;
    const explanation = await explain(await crash(folder, 'two.mjs', source), all);
    assert.equal(explanation?.code, 'TypeError');
  });

  it('points to the best lesson that exists, and not to the one the learner is in', async () => {
    const report = await crash(folder, 'refused.mjs', `${NET}net.connect(1, '127.0.0.1');`);
    const later = await explain(report, (lesson) => lesson === '07-errors-and-ports');
    assert.equal(later?.lesson, '07-errors-and-ports');
    assert.match(later?.text.en ?? '', /Lesson 7 /);
    const none = await explain(report, () => false);
    assert.equal(none?.lesson, null);
    assert.doesNotMatch(none?.text.en ?? '', /Lesson/);
    const here = await explain({ ...report, currentLesson: '04-client' }, all);
    assert.equal(here?.lesson, '04-client');
    assert.doesNotMatch(here?.text.en ?? '', /Lesson/);
  });
});

it('says that standard input had ended where the program asks it', async () => {
  const name = 'asking.mjs';
  const source = `import readline from 'node:readline/promises';
    const lines = readline.createInterface({ input: process.stdin });
    await lines.question('Your name? ');`;
  const report = await crash(folder, name, source, [], '');
  const programs = [{ actor: 'server', file: path.join(folder, name), pid: 1 }];
  const { code, text } = (await explain({ ...report, programs }, all)) ?? {};
  assert.equal(code, 'exit 13');
  assert.match(text?.en ?? '', /standard input had ended\.$/);
  assertChinese(text?.zh ?? '');
});

it('distinguishes a missing program from a missing import', async () => {
  const stage = openStage();
  const file = path.join(folder, 'gone.ts');
  const exit = await stage.start({ actor: 'server', file, cwd: folder }).exited;
  await stage.stop();
  const report = { actor: 'server', exit, events: stage.events, cwd: folder };
  const { en, zh } = (await explain(report, all))?.text ?? { en: '', zh: '' };
  assert.match(en, /^There is no file .*gone\.ts to run: it was deleted/);
  assertChinese(zh.replace(file, 'gone.ts'));
});

describe('explain EADDRINUSE', () => {
  it('names the process that holds the port', { skip: isHolderUnknown() }, async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const source = `${NET}net.createServer().listen(${port}, '127.0.0.1');`;
    const explanation = await explain(await crash(folder, 'busy.mjs', source), all);
    server.close();
    assert.equal(explanation?.code, 'EADDRINUSE');
    const { en, zh } = explanation?.text ?? { en: '', zh: '' };
    assert.match(en, new RegExp(`^127\\.0\\.0\\.1:${port} is taken`));
    assert.match(en, new RegExp(`held by node .*\\(pid ${process.pid}\\).*kill ${process.pid}`));
    assert.match(zh, new RegExp(`kill ${process.pid} 停掉`));
    assert.match(en, /another port; the lessons' programs get it with PORT=7000 socket-tour\./);
    assert.match(zh, /用 PORT=7000 socket-tour 启动/);
    assertChinese(zh);
  });

  it('does not advise stopping a program of the run', { skip: isHolderUnknown() }, async () => {
    const first = path.join(folder, 'first.mjs');
    writeFileSync(first, `${NET}net.createServer().listen(0, '127.0.0.1');`);
    const stage = openStage();
    const hasListened = ({ kind }: TraceEvent) => kind === 'listening';
    try {
      stage.start({ actor: 'server', file: first, cwd: folder });
      const { local = '' } = await stage.until('a server', hasListened, 20_000);
      const port = Number(local.split(':')[1]);
      const second = path.join(folder, 'second.mjs');
      writeFileSync(second, `${NET}net.createServer().listen(${port}, '127.0.0.1');`);
      const exit = await stage.start({ actor: 'server-2', file: second, cwd: folder }).exited;
      await stage.settled();
      const { events, programs } = stage;
      const report = { actor: 'server-2', exit, events, programs, cwd: folder };
      const { en, zh } = (await explain(report, all))?.text ?? { en: '', zh: '' };
      assert.match(
        en,
        /^127\.0\.0\.1:\d+ is taken by another program of this run, server \(first\.mjs\)/,
      );
      assert.match(zh, /这次运行里的另一个程序 server（first\.mjs）/);
      assert.doesNotMatch(en + zh, /kill|pid/);
      assertChinese(zh);
    } finally {
      await stage.stop();
    }
  });

  it('says that a port is free again', async () => {
    const source = `${NET}const a = net.createServer().listen(0, '127.0.0.1', () => {
      net.createServer().listen(a.address().port, '127.0.0.1'); });`;
    const explanation = await explain(await crash(folder, 'twice.mjs', source), all);
    assert.match(explanation?.text.en ?? '', /By now it is free again/);
  });

  it('sees in the trace that the program listens there itself', async () => {
    const source = `${NET}const a: net.Server = net.createServer().listen(0, '127.0.0.1', () => {
      net.createServer().listen((a.address() as net.AddressInfo).port, '127.0.0.1'); });`;
    const report = await play('twice.ts', source);
    const explanation = await explain(report, all);
    assert.match(explanation?.text.en ?? '', /by this very program/);
  });

  it('distinguishes a path that exists from a port', {
    skip: process.platform === 'win32',
  }, async () => {
    const socket = path.join(folder, 'here.sock');
    writeFileSync(socket, '');
    const source = `${NET}net.createServer().listen(${JSON.stringify(socket)});`;
    const explanation = await explain(await crash(folder, 'path.mjs', source), all);
    assert.match(explanation?.text.en ?? '', /here\.sock exists already/);
    // Lesson 7 speaks of ports only.
    assert.equal(explanation?.lesson, null);
  });
});

describe('explain, from the trace', () => {
  it('explains an error that the program handled silently', async () => {
    const source = `${NET}net.connect(1, '127.0.0.1').on('error', () => { process.exitCode = 1; });`;
    const report = await play('silent.mjs', source);
    assert.deepEqual(report.stderr, undefined);
    const explanation = await explain(report, all);
    assert.equal(explanation?.code, 'ECONNREFUSED');
    assert.match(explanation?.text.en ?? '', /^No program listens on 127\.0\.0\.1:1\./);
  });

  it('says who called resetAndDestroy() on that connection', async () => {
    const reset = { at: 1, actor: 'client', kind: 'reset', connection: 41070 } as const;
    const explainWith = async (connection: number) => {
      const error = { code: 'ECONNRESET', message: 'read ECONNRESET', connection };
      const events: FailureReport['events'] = [
        { at: 0, actor: 'server', kind: 'start' },
        reset,
        { at: 2, actor: 'server', kind: 'error', ...error },
      ];
      const exit = { code: 1, signal: null };
      const text = (await explain({ actor: 'server', exit, events }, all))?.text;
      assertChinese(text?.zh ?? '');
      return text?.en ?? '';
    };
    assert.match(await explainWith(41070), /^The other side, client, called resetAndDestroy\(\)/);
    assert.match(await explainWith(41071), /^The other side broke the connection off/);
  });

  it('says whose program ended with that connection open', async () => {
    const connection = 41070;
    const explainAfter = async (...closing: FailureReport['events']) => {
      const error = { code: 'ECONNRESET', message: 'read ECONNRESET', connection };
      const events: FailureReport['events'] = [
        { at: 0, actor: 'client', kind: 'start' },
        { at: 1, actor: 'server-2', kind: 'connection', connection },
        ...closing,
        { at: 2, actor: 'client', kind: 'error', ...error },
        { at: 3, actor: 'server-2', kind: 'exit', code: null, signal: 'SIGKILL' },
      ];
      const exit = { code: 1, signal: null };
      const text = (await explain({ actor: 'client', exit, events }, all))?.text;
      assertChinese(text?.zh ?? '');
      return text?.en ?? '';
    };
    assert.match(await explainAfter(), /^The other side, server-2, is gone: its program ended/);
    const close = { at: 1.5, actor: 'server-2', kind: 'close', connection } as const;
    assert.match(await explainAfter(close), /^The other side broke the connection off/);
  });

  it('says where a server of the run does listen', async () => {
    const events: FailureReport['events'] = [
      { at: 0, actor: 'server', kind: 'start' },
      { at: 1, actor: 'server', kind: 'listening', local: '127.0.0.1:6970' },
      { at: 2, actor: 'client', kind: 'start' },
      {
        at: 3,
        actor: 'client',
        kind: 'error',
        code: 'ECONNREFUSED',
        message: 'connect ECONNREFUSED 127.0.0.1:6969',
      },
    ];
    const explanation = await explain({ actor: 'client', exit: null, events }, all);
    assert.match(explanation?.text.en ?? '', /a server listens on 127\.0\.0\.1:6970/);
    assert.match(explanation?.text.zh ?? '', /监听的是 127\.0\.0\.1:6970/);
  });

  /** The error of a client as the trace tells it, beside a server of the run. */
  const explainBeside = async (local: string, code: string, message: string) => {
    const events: FailureReport['events'] = [
      { at: 0, actor: 'server', kind: 'start' },
      { at: 1, actor: 'server', kind: 'listening', local },
      { at: 2, actor: 'client', kind: 'start' },
      { at: 3, actor: 'client', kind: 'error', code, message },
    ];
    const found = await explain({ actor: 'client', exit: null, events }, all);
    assertChinese(found?.text.zh ?? '');
    return found;
  };

  it('points to the lesson on addresses where a server has the port at another one', async () => {
    const refused = (local: string) =>
      explainBeside(local, 'ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:6969');
    assert.equal((await refused('[::1]:6969'))?.lesson, '17-names');
    assert.equal((await refused('127.0.0.2:6969'))?.lesson, '17-names');
    for (const local of ['[::1]:6970', '127.0.0.1:6969', '0.0.0.0:6969', '[::]:6969']) {
      assert.equal((await refused(local))?.lesson, '04-client', local);
    }
  });

  it('tells a client that has no port left from an address that no interface has', async () => {
    const failed = (message: string) =>
      explainBeside('127.0.0.1:7000', 'EADDRNOTAVAIL', `connect EADDRNOTAVAIL ${message}`);
    const ports = await failed('127.0.0.1:7000 - Local (0.0.0.0:0)');
    assert.match(ports?.text.en ?? '', /^This machine has no port left .* to 127\.0\.0\.1:7000:/);
    assert.equal(ports?.lesson, '18-queue');
    const address = await failed('::1:7000 - Local (:::0)');
    assert.match(address?.text.en ?? '', /^No network interface .* ::1,/);
    assert.equal(address?.lesson, '03-server-events');
  });

  it('points to the lessons on resets in the queue, silent addresses and SIGKILL', async () => {
    const lessonOf = async (code: string, message: string) =>
      (await explainBeside('127.0.0.1:6969', code, message))?.lesson;
    const place = '127.0.0.1:6969';
    assert.equal(await lessonOf('ECONNRESET', `connect ECONNRESET ${place}`), '18-queue');
    assert.equal(await lessonOf('ECONNRESET', 'read ECONNRESET'), '13-closing');
    assert.equal(await lessonOf('ETIMEDOUT', `connect ETIMEDOUT ${place}`), '17-names');
    const exit = { code: null, signal: 'SIGKILL' } as const;
    const events: FailureReport['events'] = [{ at: 0, actor: 'server', kind: 'start' }];
    const killed = await explain({ actor: 'server', exit, events }, all);
    assert.equal(killed?.lesson, '20-shutdown');
  });

  it('says that an address in one text is the path of a UNIX socket', async () => {
    const message = 'connect ECONNREFUSED 127.0.0.1:7000';
    const events: FailureReport['events'] = [
      { at: 0, actor: 'server', kind: 'start' },
      { at: 1, actor: 'server', kind: 'listening', local: './localhost:7000' },
      { at: 2, actor: 'client', kind: 'start' },
      { at: 3, actor: 'client', kind: 'error', code: 'ECONNREFUSED', message },
    ];
    const explanation = await explain({ actor: 'client', exit: null, events }, all);
    assert.match(explanation?.text.en ?? '', /'localhost:7000' counts as the path/);
    assert.match(explanation?.text.en ?? '', /listen\(7000, 'localhost'\)/);
    assert.doesNotMatch(explanation?.text.en ?? '', /a server listens on/);
    assertChinese(explanation?.text.zh ?? '');
  });

  it('says of a write that came too late why no end was noticed before', async () => {
    const on = { actor: 'server', connection: 50123 };
    const events: FailureReport['events'] = [
      { at: 0, actor: 'server', kind: 'start' },
      { at: 1, ...on, kind: 'fin', isUnread: true },
      { at: 2, ...on, kind: 'error', code: 'EPIPE', message: 'write EPIPE' },
    ];
    const unread = await explain({ actor: 'server', exit: null, events }, all);
    assert.match(unread?.text.en ?? '', /Nothing here reads from it, so its 'end' never came/);
    assertChinese(unread?.text.zh ?? '');
    const other = events.map((event) => ({ ...event, connection: event.at }));
    const read = await explain({ actor: 'server', exit: null, events: other }, all);
    assert.match(read?.text.en ?? '', /Stop writing when 'end'/);
    assert.doesNotMatch(read?.text.en ?? '', /Nothing here reads/);
  });

  it('forgets the errors of the run before', async () => {
    const events: FailureReport['events'] = [
      { at: 0, actor: 'client', kind: 'start' },
      { at: 1, actor: 'client', kind: 'error', code: 'EPIPE', message: 'write EPIPE' },
      { at: 2, actor: 'client', kind: 'start' },
    ];
    assert.equal(await explain({ actor: 'client', exit: null, events }, all), null);
  });
});

describe('explain a syntax error', () => {
  it('draws the line with a caret below the place', async () => {
    const source = [
      NET.trim(),
      '',
      'const server = net.createServer((socket) => {',
      "  socket.on('data', (data) => {",
      '    socket.write("You said " + data;',
      '  });',
      '});',
    ].join('\n');
    const explanation = await explain(await crash(folder, 'syntax.ts', source), all);
    assert.equal(explanation?.code, 'SyntaxError');
    assert.match(
      explanation?.text.en ?? '',
      /^syntax\.ts could not be read.*Line 5: Expected "\)"/,
    );
    assert.deepEqual(explanation?.frame, [
      'syntax.ts:5:36',
      "4 │   socket.on('data', (data) => {",
      '5 │     socket.write("You said " + data;',
      '  │                                    ^',
    ]);
  });

  for (const name of ['wide.ts', 'wide.mjs']) {
    it(`puts the caret right behind wide characters, in ${name}`, async () => {
      const code = "const 名字 = '你好，世界 😀'; const broken = = 3;";
      const explanation = await explain(await crash(folder, name, code), all);
      const [, line = '', caret = ''] = explanation?.frame ?? [];
      assert.equal(line, `1 │ ${code}`);
      const before = measureWidth(line.slice(0, line.indexOf('= 3')));
      assert.equal(caret.indexOf('^'), before, explanation?.frame.join('\n'));
    });
  }

  it('cuts a long line around the place', async () => {
    const code = `const text = '${'长'.repeat(200)}'; const broken = = 3; //${'-'.repeat(200)}`;
    const explanation = await explain(await crash(folder, 'long.ts', code), all);
    const [, line = '', caret = ''] = explanation?.frame ?? [];
    assert.ok(measureWidth(line) <= 70, line);
    const beforeCaret = [...line].reduce(
      (state, character) =>
        state.width >= caret.indexOf('^')
          ? state
          : { width: state.width + measureWidth(character), rest: state.rest.slice(1) },
      { width: 0, rest: [...line] },
    );
    assert.equal(beforeCaret.rest.join('').slice(0, 3), '= 3');
  });

  it('points into the imported file', async () => {
    writeFileSync(path.join(folder, 'lines.ts'), 'export const a = (1;\n');
    const report = await crash(folder, 'importer.ts', "import './lines.ts';");
    const explanation = await explain(report, all);
    assert.match(explanation?.text.en ?? '', /^lines\.ts could not be read/);
    assert.equal(explanation?.frame[0], 'lines.ts:1:20');
  });

  it('makes control characters visible', async () => {
    const report = await crash(folder, 'escape.ts', "const a = '\u001b[31m'; const b = = 1;");
    const explanation = await explain(report, all);
    assert.equal(explanation?.frame.join('').includes('\u001b'), false);
    assert.match(explanation?.frame[1] ?? '', /␛\[31m/);
  });

  it('knows the await that needs a module', async () => {
    const report = await crash(folder, 'await.cts', 'await 1;');
    const explanation = await explain(report, all);
    assert.match(explanation?.text.en ?? '', /needs an ES module/);
  });
});

/** Plays a program on a stage, with the tap. */
async function play(name: string, source: string): Promise<FailureReport> {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  const stage = openStage();
  const program = stage.start({ actor: 'server', file, cwd: folder });
  try {
    const exit = await program.exited;
    await stage.settled();
    return { actor: 'server', exit, events: stage.events, cwd: folder };
  } finally {
    await stage.stop();
  }
}

/** Where the system doesn't say which process holds a port. */
function isHolderUnknown(): boolean {
  return !['linux', 'darwin'].includes(process.platform);
}

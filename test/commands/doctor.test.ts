import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { drawFinding, type Finding } from '../../src/commands/doctor/finding.ts';
import {
  probeLoopback,
  probeNode,
  probePort,
  probeTsx,
} from '../../src/commands/doctor/machine.ts';
import { judgeMemory } from '../../src/commands/doctor/memory.ts';
import {
  probeEditor,
  probeMyLessons,
  probePrograms,
  probeTerminal,
} from '../../src/commands/doctor/surroundings.ts';
import { run } from '../../src/commands/doctor.ts';
import { isInRange } from '../../src/stage/node-version.ts';
import { keepContext, keepOutput } from '../support/context.ts';
import { makeFolder } from '../support/tour.ts';

describe('doctor', () => {
  it('prints one object a line for every probe, and exits 1 only where one fails', async (t) => {
    const home = makeFolder(t);
    mkdirSync(path.join(home, 'my-lessons'));
    const { context, lines } = keepContext(home);
    const code = await run(context, { json: true }, []);
    const findings = lines.map((line) => JSON.parse(line) as Finding);
    assert.deepEqual(
      findings.map(({ id }) => id),
      [
        'node',
        'memory',
        'loopback',
        'port',
        'tsx',
        'watch',
        'my-lessons',
        'terminal',
        'editor',
        'programs',
      ],
    );
    // Any program may have port 6969 on the machine that runs this test.
    const others = findings.filter(({ id }) => id !== 'port');
    assert.deepEqual(
      others.filter(({ verdict }) => verdict === 'fail'),
      [],
    );
    assert.equal(code, findings.some(({ verdict }) => verdict === 'fail') ? 1 : 0);
  });

  it("prints its findings in the learner's language", async (t) => {
    const { context, lines } = keepContext(makeFolder(t), { language: 'zh' });
    const code = await run(context, {}, []);
    assert.match(lines[0] ?? '', /^✓ Node\.js \d+/);
    assert.match(lines.join('\n'), /往返要 [\d.]+ 毫秒/);
    assert.match(lines.at(-1) ?? '', code === 0 ? /^一切正常。$/ : /^有 \d+ 件事要做/);
  });
});

describe('a probe', () => {
  it('tells which other programs are found, and the packages of the others', async (t) => {
    const { PATH } = process.env;
    t.after(() => {
      process.env.PATH = PATH;
    });
    const folder = makeFolder(t);
    for (const name of ['curl', 'nc']) writeFileSync(path.join(folder, name), '', { mode: 0o755 });
    process.env.PATH = folder;
    const { context } = keepContext(folder);
    const { verdict, text, advice, programs, missing } = await probePrograms(context);
    assert.deepEqual(programs, ['curl', 'nc']);
    assert.deepEqual(missing, ['openssl', 'redis-cli', 'redis-server']);
    assert.equal(verdict, 'note');
    assert.match(text, /beside yours: curl, nc; not installed: openssl, redis-cli/);
    assert.match(advice ?? '', /apt install openssl redis-tools redis-server$/);
  });

  it('reports too little memory, and of a limit below what is free', (t) => {
    const { context } = keepContext(makeFolder(t));
    const mib = 2 ** 20;
    const judge = (free: number, limit: number | null) =>
      judgeMemory({ free: free * mib, limit: limit && limit * mib }, context);
    assert.equal(judge(2000, null).verdict, 'ok');
    assert.equal(judge(2000, 4000).verdict, 'ok');
    assert.equal(judge(2000, 300).verdict, 'note');
    const limited = drawFinding(judge(2000, 120)).join('\n');
    assert.match(limited, /^✗ The tour .* may use 120 MiB .*\n {2}→ .*limit\.$/);
    assert.match(drawFinding(judge(120, 2000)).join('\n'), /^✗ 120 MiB of memory are free/);
  });

  it('notices that my-lessons is a dangling link', async (t) => {
    const home = makeFolder(t);
    symlinkSync(path.join(home, 'gone'), path.join(home, 'my-lessons'), 'junction');
    const finding = await probeMyLessons(keepContext(home).context);
    assert.equal(finding?.verdict, 'fail');
    assert.match(drawFinding(finding).join('\n'), /my-lessons is a link, .*\n {2}→ .*delete/);
  });

  it('fails on an unsupported Node.js', async (t) => {
    const home = makeFolder(t);
    writeFileSync(path.join(home, 'package.json'), '{ "engines": { "node": ">=999.0.0" } }');
    const { context } = keepContext(home, { packageRoot: home });
    const finding = await probeNode(context);
    assert.equal(finding.verdict, 'fail');
    assert.match(drawFinding(finding).join('\n'), /^✗ Node\.js .*needs >=999.*\n {2}→ Install/);
  });

  it('measures a round trip', async (t) => {
    const { context } = keepContext(makeFolder(t));
    const { ms, verdict } = await probeLoopback(context);
    assert.equal(verdict, 'ok');
    assert.ok(typeof ms === 'number' && ms > 0 && ms < 1000);
  });

  it('runs a TypeScript program', async (t) => {
    const { context } = keepContext(makeFolder(t));
    assert.equal((await probeTsx(context))?.verdict, 'ok');
  });

  it('distinguishes a free port from a taken one', async (t) => {
    const { context } = keepContext(makeFolder(t));
    const { verdict, code, advice } = await probePort(context);
    if (verdict === 'ok') assert.equal(advice, null);
    else assert.equal(code, 'EADDRINUSE');
  });

  it('skips the learner’s folder while it isn’t there yet', async (t) => {
    const { context } = keepContext(makeFolder(t));
    assert.equal(await probeMyLessons(context), null);
  });

  it('fails where that folder can’t be made', async (t) => {
    const { context } = keepContext(path.join(makeFolder(t), 'missing'));
    const finding = await probeMyLessons(context);
    assert.equal(finding?.verdict, 'fail');
    assert.match(finding?.text ?? '', /missing: ENOENT$/);
  });

  it('says what a terminal lacks', async (t) => {
    const { context } = keepContext(makeFolder(t), { environment: { LANG: 'C' } });
    const stdout = { ...keepOutput([]), isTerminal: true, columns: 40 };
    const { verdict, advice, unicode, columns } = await probeTerminal({ ...context, stdout });
    assert.equal(verdict, 'note');
    assert.equal(columns, 40);
    assert.match(advice ?? '', /60 columns/);
    if (process.platform === 'linux') assert.equal(unicode, false);
  });

  it('finds the editor, or says how to name one', async (t) => {
    const home = makeFolder(t);
    const editorOf = (EDITOR: string | undefined) => {
      const environment = { PATH: path.dirname(process.execPath), ...(EDITOR && { EDITOR }) };
      return probeEditor(keepContext(home, { environment }).context);
    };
    assert.equal((await editorOf('node --eval 1')).verdict, 'ok');
    assert.equal((await editorOf(`"${process.execPath}"`)).verdict, 'ok');
    const missing = await editorOf('no-such-editor');
    assert.equal(missing.verdict, 'note');
    assert.match(missing.text, /no program no-such-editor/);
    const none = await editorOf(undefined);
    assert.match(none.advice ?? '', /export EDITOR=/);
  });
});

describe('isInRange', () => {
  it('reads the range of package.json', () => {
    const range = '^20.17.0 || >=22.9.0';
    const inside = ['20.17.0', '20.20.2', '22.9.0', '22.23.3', '24.0.0', '25.1.0'];
    const outside = ['18.20.0', '20.16.9', '21.7.3', '22.8.0'];
    for (const version of inside) assert.equal(isInRange(version, range), true, version);
    for (const version of outside) assert.equal(isInRange(version, range), false, version);
    assert.equal(isInRange('1.2.3', '1.2.3'), true);
    assert.equal(isInRange('1.2.3', 'anything'), false);
  });
});

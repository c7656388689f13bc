// Tests the package as it is published: what is in it, and that it works where nothing else is.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../src/commands/free-port.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MANIFEST = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const IS_WINDOWS = process.platform === 'win32';

/** The folder in which the package is laid out before it is packed, and the one of somebody who installs it. */
const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'socket-tour-package-')));
const source = path.join(home, 'source');
const app = path.join(home, 'app');
const installed = path.join(app, 'node_modules', 'socket-tour');
let files: string[] = [];

// Beside the checkout, so that what is built there stays as it is; and without the network.
before(() => {
  mkdirSync(installed, { recursive: true });
  cpSync(path.join(ROOT, 'lessons'), path.join(source, 'lessons'), { recursive: true });
  for (const file of readdirSync(ROOT)) {
    if (/\.md$|^LICENSE$|^package\.json$/.test(file)) {
      cpSync(path.join(ROOT, file), path.join(source, file));
    }
  }
  build(path.join(source, 'dist'));
  const tarball = pack();
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of Object.keys(MANIFEST.dependencies)) {
    const type = IS_WINDOWS ? 'junction' : 'dir';
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(app, 'node_modules', name), type);
  }
});

after(() => rmSync(home, { recursive: true, force: true }));

function build(outDir: string): void {
  const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const given = ['-p', 'tsconfig.build.json', '--outDir', outDir];
  execFileSync(process.execPath, [compiler, ...given], { cwd: ROOT, stdio: 'inherit' });
}

/** Packs, and notes what went in; returns the tarball's path. */
function pack(): string {
  const given = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', home];
  const json = execFileSync('npm', given, { cwd: source, encoding: 'utf8', shell: IS_WINDOWS });
  const [report] = JSON.parse(json) as { filename: string; files: { path: string }[] }[];
  assert.ok(report);
  files = report.files.map((file) => file.path);
  return path.join(home, report.filename);
}

/** Runs the installed command; without a terminal, in the folder of whoever installed it. */
function tour(...given: string[]) {
  const command = path.join(installed, MANIFEST.bin['socket-tour']);
  const { npm_package_name: _, INIT_CWD: __, ...environment } = process.env;
  return spawnSync(process.execPath, [command, ...given, '--lang', 'en'], {
    cwd: app,
    env: environment,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe('the package', () => {
  test('has the lessons, but not their checks in TypeScript', () => {
    const inCourse = readdirSync(path.join(ROOT, 'lessons'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[a-z]+$/.test(file))
      .map((file) => `lessons/${file.replaceAll(path.sep, '/')}`);
    const isCheck = (file: string) => /^lessons\/[^/]+\/check\.ts$/.test(file);
    const packed = files.filter((file) => file.startsWith('lessons/'));
    assert.deepEqual(packed.sort(), inCourse.filter((file) => !isCheck(file)).sort());
    const checks = inCourse.filter(isCheck).map((file) => `dist/${file.replace(/ts$/, 'js')}`);
    assert.ok(checks.length > 0);
    for (const check of checks) assert.ok(files.includes(check), check);
  });

  test('has nothing that only those need who build it', () => {
    const unwanted = files.filter((file) => !/^(dist|lessons)\/|^[^/]+\.md$/.test(file));
    assert.deepEqual(unwanted.sort(), ['LICENSE', 'package.json']);
    assert.deepEqual(
      files.filter((file) => file.startsWith('dist/') && !file.endsWith('.js')),
      [],
    );
  });

  test('has every compiled source', () => {
    const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `dist/src/${file.replaceAll(path.sep, '/').replace(/ts$/, 'js')}`);
    const compiled = files.filter((file) => file.startsWith('dist/src/'));
    assert.deepEqual(compiled.sort(), sources.sort());
  });

  test('runs nothing when it is installed', () => {
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
      assert.equal(MANIFEST.scripts[script], undefined);
    }
  });
});

describe('the installed command', () => {
  test('tells its version', () => {
    const { stdout, status } = tour('--version');
    assert.deepEqual([stdout.trim(), status], [MANIFEST.version, 0]);
  });

  test('lists the lessons', () => {
    const { stdout, stderr, status } = tour('list');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /05-both-sides {2,}Both sides, one clock/);
  });

  test('runs a lesson', async () => {
    const port = String(await findFreePort());
    const { stdout, stderr, status } = tour('run', '5', '--plain', '--no-wire', '--port', port);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /client │ DATA: You said "I AM CHUCK NORRIS!"/);
  });

  test('checks a lesson, with its own programs where it needs them', () => {
    const first = tour('check', '5');
    assert.match(first.stdout, /order\.ts │ \?: server CONNECTED/, first.stderr);
    assert.equal(first.status, 1);
    const lesson = path.join(app, 'my-lessons', '05-both-sides');
    assert.ok(existsSync(lesson));
    cpSync(path.join(installed, 'lessons', '05-both-sides', 'solution'), lesson, {
      recursive: true,
    });
    const { stdout, stderr, status } = tour('check', '5');
    assert.equal(status, 0, stdout + stderr);
  });
});

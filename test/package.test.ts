// Tests the package as it is published: what is in it, and that it works where nothing else is.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
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
import { type BookPlaces, writeBook } from '../src/book/book.ts';
import { findLessons } from '../src/course/folders.ts';
import { readLesson } from '../src/course/lesson.ts';
import { findFreePort } from '../src/stage/free-port.ts';
import { writeStandIns } from './book/stand-ins.ts';
import { few, unlessLong } from './support/length.ts';
import { asOrdinaryUser, giveAway } from './workspace/course.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SAMPLES = path.join(ROOT, 'test', 'lessons');
const MANIFEST = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const IS_WINDOWS = process.platform === 'win32';

/** What may be in the package: each of its files is one of these, and each of these has a file. */
const CONTENTS = [
  /^package\.json$/,
  /^LICENSE$/,
  /^README\.md$/,
  /^README\.zh\.md$/,
  /^CHANGELOG\.md$/,
  /^src\/door\.js$/,
  /^book\/index\.html$/,
  /^book\/(book|search)\.(css|js)$/,
  /^book\/icon\.svg$/,
  /^book\/(en|zh)\/search-index\.js$/,
  /^book\/(en|zh)\/[\da-z-]+\.html$/,
  /^docs\/json\.md$/,
  /^docs\/grading(\.zh)?\.md$/,
  /^docs\/coverage(\.zh)?\.md$/,
  /^dist\/src\/main\.js$/,
  /^dist\/src\/play\/judge\.js$/,
  /^dist\/src\/chunks\/[a-z-]+-[\w-]{8}\.js$/,
  /^dist\/src\/stage\/tap\/preload\.js$/,
  /^dist\/src\/stage\/load-tsx\.js$/,
  /^dist\/src\/check\/forgetful\.js$/,
  /^dist\/src\/check\/rerun\.js$/,
  /^dist\/lessons\/\d\d-[a-z-]+\/check\.js$/,
  /^lessons\/hints(\.zh)?\.md$/,
  /^lessons\/\d\d-[a-z-]+\/(lesson|hints)(\.zh)?\.md$/,
  /^lessons\/\d\d-[a-z-]+\/((solution|others)\/)?[a-z-]+\.ts$/,
];

/** A learner waits for each installed package, and has to trust its authors. */
const MOST_PACKAGES = 25;

/** The user that `asOrdinaryUser` stands for. */
const NOBODY = process.geteuid?.() === 0 ? 65_534 : undefined;

/**
 * The folder in which the package is arranged before it is packed, and the one of a user who installs it:
 * its name has a space and letters that a URL spells otherwise.
 */
const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'socket-tour-package-')));
const source = path.join(home, 'source');
const app = path.join(home, '我的 app');
const installed = path.join(app, 'node_modules', 'socket-tour');
let files: string[] = [];

// Beside the checkout, so that its own build stays as it is; and without the network.
before(() => {
  mkdirSync(installed, { recursive: true });
  // Everything that might get into it by mistake; of the tests, without a thousand programs.
  const isOwn = (file: string) =>
    !/^(node_modules|dist|\.git)$/.test(path.basename(file)) && file !== SAMPLES;
  for (const name of readdirSync(ROOT).filter((each) => isOwn(each) && each !== 'book')) {
    cpSync(path.join(ROOT, name), path.join(source, name), { recursive: true, filter: isOwn });
  }
  build(path.join(source, 'dist'));
  makeBook({ lessonsRoot: chooseLessons(), folder: path.join(source, 'book') });
  const tarball = pack();
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of Object.keys(MANIFEST.dependencies)) {
    const type = IS_WINDOWS ? 'junction' : 'dir';
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(app, 'node_modules', name), type);
  }
});

after(() => {
  letWrite(installed, true);
  rmSync(home, { recursive: true, force: true });
});

function build(folder: string): void {
  const given = ['--import', 'tsx', 'build.ts', folder];
  execFileSync(process.execPath, given, { cwd: ROOT, stdio: 'inherit' });
}

/** A folder with the lessons that the book is made of. */
function chooseLessons(): string {
  const from = path.join(source, 'lessons');
  const to = path.join(home, 'lessons');
  for (const name of [...few(findLessons(from), 6), 'hints.md', 'hints.zh.md']) {
    cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  }
  return to;
}

/** Makes the book without running anything. */
function makeBook(places: BookPlaces): void {
  for (const name of findLessons(places.lessonsRoot)) {
    const lesson = readLesson(name, 'en', places.lessonsRoot);
    writeStandIns(lesson, path.join(places.folder, 'runs'));
  }
  writeBook(places);
}

/** Packs, and records the contents; returns the tarball's path. */
function pack(): string {
  const given = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', home];
  const json = execFileSync('npm', given, { cwd: source, encoding: 'utf8', shell: IS_WINDOWS });
  const [report] = JSON.parse(json) as { filename: string; files: { path: string }[] }[];
  assert.ok(report);
  files = report.files.map((file) => file.path);
  return path.join(home, report.filename);
}

/** Which user runs the installed command, and where. */
interface Caller {
  cwd?: string;
  uid?: number | undefined;
  /** Variables beside those of this process; undefined takes one away. */
  environment?: Record<string, string | undefined>;
}

/** Runs the installed command; without a terminal, in the folder of the user who installed it. */
function tour(...given: string[]) {
  return tourOf({}, ...given);
}

function tourOf({ cwd = app, uid, environment = {} }: Caller, ...given: string[]) {
  const command = path.join(installed, MANIFEST.bin['socket-tour']);
  const { npm_package_name: _, INIT_CWD: __, ...around } = process.env;
  return spawnSync(process.execPath, [command, ...given, '--lang', 'en'], {
    cwd,
    env: { ...around, ...environment },
    encoding: 'utf8',
    timeout: 180_000,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** Allows or forbids writing to the folders and files of a tree. */
function letWrite(folder: string, isAllowed: boolean): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true });
  chmodSync(folder, isAllowed ? 0o755 : 0o555);
  for (const entry of names) {
    const mode = entry.isDirectory() ? 0o555 : 0o444;
    chmodSync(path.join(entry.parentPath, entry.name), isAllowed ? mode | 0o200 : mode);
  }
}

/** Why an ordinary user can't be tested here, or false. */
function findObstacle(): string | false {
  if (IS_WINDOWS) return 'a folder has no mode on Windows';
  try {
    asOrdinaryUser(() => {
      accessSync(process.execPath, constants.X_OK);
      accessSync(path.join(ROOT, 'node_modules', 'tsx', 'package.json'));
    });
    return false;
  } catch {
    return 'an ordinary user cannot read this checkout, or run this Node';
  }
}

/** The packages of the lock file that an installation on this machine gets, this one not counted. */
function findRuntimePackages(): string[] {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const suits = (wanted: string[] | undefined, here: string) => wanted?.includes(here) ?? true;
  return Object.keys(packages).filter((place) => {
    const { dev, os, cpu } = packages[place];
    if (place === '' || dev) return false;
    return suits(os, process.platform) && suits(cpu, process.arch);
  });
}

describe('the package', () => {
  test('contains only what is listed here', () => {
    const isListed = (file: string) => CONTENTS.some((kind) => kind.test(file));
    const strange = files.filter((file) => !isListed(file));
    assert.deepEqual(strange, []);
    for (const kind of CONTENTS)
      assert.ok(
        files.some((file) => kind.test(file)),
        String(kind),
      );
  });

  test('has the lessons, but not their checks in TypeScript', () => {
    const inCourse = readdirSync(path.join(ROOT, 'lessons'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[a-z]+$/.test(file))
      .map((file) => `lessons/${file.replaceAll(path.sep, '/')}`);
    const isCheck = (file: string) => /^lessons\/[^/]+\/check(-[a-z-]+)?\.ts$/.test(file);
    const packed = files.filter((file) => file.startsWith('lessons/'));
    assert.deepEqual(packed.sort(), inCourse.filter((file) => !isCheck(file)).sort());
    const checks = inCourse
      .filter((file) => file.endsWith('/check.ts'))
      .map((file) => `dist/${file.replace(/ts$/, 'js')}`);
    assert.ok(checks.length > 0);
    for (const check of checks) assert.ok(files.includes(check), check);
  });

  test('contains each of its files that another one loads', () => {
    const compiled = files.filter((file) => file.startsWith('dist/'));
    const loaded = compiled.flatMap((file) => {
      const text = readFileSync(path.join(installed, file), 'utf8');
      const found = text.matchAll(
        /^(?:import|export) (?:[^'"`;]* from )?"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm,
      );
      return [...found].map(([, early, late]) =>
        path.posix.join(path.posix.dirname(file), early ?? late ?? ''),
      );
    });
    assert.ok(loaded.length > 50, loaded.join('\n'));
    for (const file of loaded) assert.ok(compiled.includes(file), file);
  });

  test('runs nothing on installation', () => {
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
      assert.equal(MANIFEST.scripts[script], undefined);
    }
  });

  test(`installs at most ${MOST_PACKAGES} packages`, () => {
    const found = findRuntimePackages();
    for (const name of Object.keys(MANIFEST.dependencies)) {
      assert.ok(found.includes(`node_modules/${name}`), name);
    }
    assert.ok(found.length <= MOST_PACKAGES, found.join('\n'));
  });
});

describe('the installed command', () => {
  test('lists the lessons', () => {
    const { stdout, stderr, status } = tour('list');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /05-both-sides {2,}Both sides, one clock/);
  });

  test('runs a lesson', async () => {
    const port = String(await findFreePort());
    const { stdout, stderr, status } = tour('run', '5', '--plain', '--for', '60', '--port', port);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /client │ DATA: You said "I AM CHUCK NORRIS!"/);
    // The tap has to find its own folder, however a URL spells it.
    assert.match(stdout, /server │ · end \(by Node itself\)/);
    assert.match(stdout, /client │ · destroy\n/);
  });

  test('checks a lesson, with its own programs where it needs them', () => {
    const lesson = path.join(app, 'my-lessons', '05-both-sides');
    // The run of the lesson has made it.
    assert.ok(existsSync(lesson));
    cpSync(path.join(installed, 'lessons', '05-both-sides', 'solution'), lesson, {
      recursive: true,
    });
    const { stdout, stderr, status } = tour('check', '5');
    assert.equal(status, 0, stdout + stderr);
  });

  test('needs no home directory, and writes nothing into the package', {
    skip: findObstacle(),
  }, async () => {
    const cwd = path.join(home, 'somebody');
    mkdirSync(cwd);
    giveAway(cwd, 0o755);
    chmodSync(home, 0o755);
    letWrite(installed, false);
    const environment = { HOME: undefined, TMPDIR: cwd };
    const somebody = { cwd, uid: NOBODY, environment };
    const port = String(await findFreePort());
    const run = tourOf(somebody, 'run', '2', '--plain', '--no-wire', '--for', '60', '--port', port);
    assert.match(run.stdout, /server │ Server listening/, run.stderr);
    const mine = path.join(cwd, 'my-lessons');
    assert.ok(existsSync(path.join(mine, '02-server-callback', 'server.ts')));

    cpSync(
      path.join(installed, 'lessons/02-server-callback/solution'),
      path.join(mine, '02-server-callback'),
      {
        recursive: true,
      },
    );
    letWrite(mine, false);
    const passed = tourOf(somebody, 'check', '2');
    assert.match(passed.stdout, /^3 passed$/m);
    assert.match(passed.stderr, /^Your progress could not be kept\. The system doesn't let/);
    assert.equal(passed.status, 0);
    if (unlessLong) return;
    rmSync(mine, { recursive: true });
    chmodSync(cwd, 0o555);
    const doctor = tourOf(somebody, 'doctor', '--json');
    // The temporary folder is the same here.
    for (const id of ['watch', 'my-lessons']) {
      assert.match(doctor.stdout, new RegExp(`"id":"${id}","verdict":"fail"`));
    }
    assert.match(doctor.stdout, /"id":"editor"/);
    assert.equal(doctor.status, 1);
  });
});
